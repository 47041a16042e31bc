package io.crvsbridge.mapping;

/** A target field could not be computed from the data at hand. The caller parks the action. */
public final class MappingFailed extends RuntimeException {

    private final String operation;
    private final String field;

    MappingFailed(String operation, String field) {
        // No cause: an evaluation error may quote the declaration.
        super("field " + field + " of operation " + operation + " failed");
        this.operation = operation;
        this.field = field;
    }

    public String operation() {
        return operation;
    }

    public String field() {
        return field;
    }
}
