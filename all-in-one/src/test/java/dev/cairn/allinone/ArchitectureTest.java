package dev.cairn.allinone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The structure rules of INVARIANTS.md, each by its number. */
class ArchitectureTest {
    private static final List<String> SERVICES =
            List.of("auth", "storage", "metadata", "upload", "sync", "notification", "s3", "web");

    private static final JavaClasses CAIRN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cairn");

    @TestFactory
    List<DynamicTest> s1ServicesMeetOnlyInContracts() {
        return SERVICES.stream()
                .map(service -> DynamicTest.dynamicTest(service, () -> noClasses()
                        .that()
                        .resideInAPackage("dev.cairn." + service + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVICES.stream()
                                .filter(other -> !other.equals(service))
                                .map(other -> "dev.cairn." + other + "..")
                                .toArray(String[]::new))
                        .check(CAIRN)))
                .toList();
    }

    @Test
    void s2ContentAndContractsKnowNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("dev.cairn.content..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "dev.cairn.contracts..")
                .check(CAIRN);
        noClasses()
                .that()
                .resideInAPackage("dev.cairn.contracts..")
                .and()
                // It only reads the code of an exception that came by.
                .doNotHaveSimpleName("JdbcFailure")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot..",
                        "org.springframework.jdbc..",
                        "org.springframework.amqp..",
                        "java.sql..",
                        "javax.sql..")
                .check(CAIRN);
    }

    @TestFactory
    List<DynamicTest> s3FeaturesFormNoCycle() {
        return SERVICES.stream()
                .map(service ->
                        DynamicTest.dynamicTest(service, () -> slices().matching("dev.cairn." + service + ".(*)..")
                                .should()
                                .beFreeOfCycles()
                                .allowEmptyShould(true)
                                .check(CAIRN)))
                .toList();
    }

    @Test
    void s4VendorsStayInTheirCorner() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cairn.*.amqp..")
                .and(areNotWiring())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.amqp..", "com.rabbitmq..")
                .check(CAIRN);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cairn.*.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.data..", "io.lettuce..")
                .check(CAIRN);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cairn.storage.blob.s3..", "dev.cairn.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.minio..", "okhttp3..")
                .check(CAIRN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.search..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.lucene..", "org.apache.tika..")
                .check(CAIRN);
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Jdbc")
                .and(areNotWiring())
                .and()
                .resideOutsideOfPackages(
                        "dev.cairn.postgres..", "dev.cairn.allinone..", "dev.cairn.desktop..", "dev.cairn.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..")
                .check(CAIRN);
    }

    @Test
    void s5BeansAreDeclared() {
        noClasses()
                .that()
                .resideInAPackage("dev.cairn..")
                .should()
                .beAnnotatedWith("org.springframework.stereotype.Component")
                .orShould()
                .beAnnotatedWith("org.springframework.stereotype.Service")
                .orShould()
                .beAnnotatedWith("org.springframework.stereotype.Repository")
                .orShould()
                .beAnnotatedWith("org.springframework.context.annotation.ComponentScan")
                .check(CAIRN);
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .check(CAIRN);
    }

    @Test
    void s6TimeComesFromTheClockThatIsGiven() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.cairn.bench..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CAIRN);
    }

    @Test
    void s7NamesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto)")
                .orShould()
                .resideInAnyPackage("..common..", "..util..", "..utils..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.cairn"));
    }

    @Test
    void s9TestDoublesStayInTests() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.cairn.testkit..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("dev.cairn.testkit..")
                .check(CAIRN);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.cairn.allinone..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cairn.allinone..")
                .check(CAIRN);
    }

    private static DescribedPredicate<JavaClass> areNotWiring() {
        return DescribedPredicate.describe(
                "are not wiring",
                type -> !type.getSimpleName().endsWith("Configuration")
                        && !type.getSimpleName().endsWith("Module")
                        && !type.getSimpleName().endsWith("Application"));
    }
}
