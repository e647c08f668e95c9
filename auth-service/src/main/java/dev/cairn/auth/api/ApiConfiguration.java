package dev.cairn.auth.api;

import dev.cairn.auth.account.Accounts;
import dev.cairn.auth.device.Devices;
import dev.cairn.auth.secret.AppPasswords;
import dev.cairn.auth.secret.S3Keys;
import dev.cairn.auth.token.TokenIssuer;
import dev.cairn.auth.token.TokenProperties;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The controllers. */
@Configuration(proxyBeanMethods = false)
public class ApiConfiguration {
    @Bean
    AccountController accountController(Accounts accounts, Devices devices, AppPasswords appPasswords, S3Keys s3Keys) {
        return new AccountController(accounts, devices, appPasswords, s3Keys);
    }

    @Bean
    AdminController adminController(Accounts accounts, Devices devices) {
        return new AdminController(accounts, devices);
    }

    @Bean
    DirectoryController directoryController(
            Accounts accounts,
            S3Keys s3Keys,
            AppPasswords appPasswords,
            TokenIssuer tokens,
            TokenProperties properties,
            InstantSource clock) {
        return new DirectoryController(new Directory(accounts, s3Keys, appPasswords, tokens, properties, clock));
    }
}
