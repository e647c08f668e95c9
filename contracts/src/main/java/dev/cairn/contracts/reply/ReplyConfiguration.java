package dev.cairn.contracts.reply;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One budget for all the modules of a process. */
@Configuration(proxyBeanMethods = false)
public class ReplyConfiguration {
    @Bean
    ReplyBudget replyBudget() {
        return ReplyBudget.ofHeap();
    }
}
