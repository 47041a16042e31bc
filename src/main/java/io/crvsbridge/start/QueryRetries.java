package io.crvsbridge.start;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Switches off that the persistence provider repeats a query on a broken connection: it waits five seconds before each further try, with a caller behind it
 * who could be answered from the journal. The provider has no property for this, and its classes are not ours to compile against.
 */
@Singleton
class QueryRetries {

    @PersistenceContext(unitName = "bridge")
    EntityManager em;

    @Inject
    QueryRetries() {}

    void off() {
        try {
            Object session = call(em.getDelegate(), "getDatabaseSession");
            Object login = call(session, "getLogin");
            login.getClass().getMethod("setQueryRetryAttemptCount", int.class).invoke(login, 0);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the persistence provider cannot be told not to repeat queries", e);
        }
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
