package io.crvsbridge.start;

import io.crvsbridge.kernel.BadSetting;
import io.crvsbridge.database.DatabaseWatch;
import io.crvsbridge.kernel.ServerSettings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The first thing that runs, before any request or timer: with a wrong setting or an unknown schema the server ends, having said why. */
@Singleton(name = "Startup")
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class.getName());

    @Inject
    SettingsCheck settings;

    @Inject
    SchemaMigration schema;

    @Inject
    ServerSettings server;

    @Inject
    QueryRetries retries;

    @Inject
    DatabaseWatch database;

    @PostConstruct
    void start() {
        try {
            settings.check();
            settings.loadAll();
        } catch (RuntimeException e) {
            throw ended(e);
        }
        database.prepare(this::schema, Shutdown::atOnce);
    }

    /** At once, or when a database that is away at the start comes back. */
    private void schema() {
        try {
            schema.migrate();
            if (server.embeddedDatabase()) {
                schema.freeLeases();
            }
            retries.off();
        } catch (RuntimeException e) {
            throw DatabaseWatch.unreachable(e) ? e : ended(e);
        }
    }

    private static RuntimeException ended(RuntimeException e) {
        say(e);
        Shutdown.now();
        return e;
    }

    private static void say(RuntimeException thrown) {
        Throwable root = thrown;
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof BadSetting) {
                LOG.severe("CB002 " + t.getMessage() + " – The server ends; put it right and start again");
                return;
            }
            root = t;
        }
        String reason = root == thrown ? root.getMessage() : thrown.getMessage() + ": " + root.getMessage();
        LOG.log(Level.SEVERE, thrown, () -> "CB003 The server cannot start: " + reason + ". It ends; put it right and start again");
    }
}
