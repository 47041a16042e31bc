package io.crvsbridge.journal;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The journal in numbers. */
@Singleton
class JournalMetrics {

    private final MetricRegistry registry;

    @Inject
    JournalMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void watch(Supplier<Integer> waiting, Supplier<Integer> aside) {
        registry.gauge("journal_entries_waiting", waiting);
        registry.gauge("journal_entries_set_aside", aside);
    }

    void appended(String kind) {
        registry.counter("journal_appended", new Tag("kind", kind)).inc();
    }

    void replayed(String kind) {
        registry.counter("journal_replayed", new Tag("kind", kind)).inc();
    }

    void refused() {
        registry.counter("journal_refused").inc();
    }
}
