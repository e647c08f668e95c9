package dev.cairn.testkit.apart;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method in a JVM of its own that may do other things than this one, whoever runs the tests. What fails there fails
 * here, and so does a machine on which it cannot be: such a test is never skipped. Linux, with util-linux.
 *
 * <p>In this JVM the class is set up and torn down around it all the same, without the body.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ApartRunner.class)
public @interface Apart {
    /** What it may do there. */
    Rights value();
}
