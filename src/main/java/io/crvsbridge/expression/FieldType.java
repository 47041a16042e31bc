package io.crvsbridge.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a form field as expressions see it. A missing single value is null; a missing name, address, map or list
 * is an empty one, so that {@code has(child.name.middlename)} needs no guard.
 */
enum FieldType {
    STRING(NullableType.create(SimpleType.STRING), CelValues.NULL),
    DATE(NullableType.create(SimpleType.STRING), CelValues.NULL),
    NUMBER(NullableType.create(SimpleType.DOUBLE), CelValues.NULL),
    BOOLEAN(NullableType.create(SimpleType.BOOL), CelValues.NULL),
    NAME(MapType.create(SimpleType.STRING, SimpleType.DYN), Map.of()),
    ADDRESS(MapType.create(SimpleType.STRING, SimpleType.DYN), Map.of()),
    MAP(MapType.create(SimpleType.STRING, SimpleType.DYN), Map.of()),
    LIST(ListType.create(SimpleType.DYN), List.of()),
    ANY(SimpleType.DYN, CelValues.NULL);

    private final CelType celType;
    private final Object missing;

    FieldType(CelType celType, Object missing) {
        this.celType = celType;
        this.missing = missing;
    }

    CelType celType() {
        return celType;
    }

    Object missing() {
        return missing;
    }

    /** Whether a value, which is not null, may stand in a field of this type. */
    boolean takes(Object value) {
        return switch (this) {
            case STRING -> value instanceof String;
            case DATE -> PackFunctions.date(value).isPresent();
            case NUMBER -> value instanceof Double number && Double.isFinite(number) || value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case NAME, ADDRESS, MAP -> value instanceof Map;
            case LIST -> value instanceof List;
            case ANY -> true;
        };
    }

    /** Whether an expression of this type can give such a value. */
    boolean mayTake(CelType given) {
        CelType plain = given instanceof NullableType nullable ? nullable.targetType() : given;
        if (plain.kind() == CelKind.DYN || plain.kind() == CelKind.NULL_TYPE || this == ANY) {
            return true;
        }
        return switch (this) {
            case STRING, DATE -> plain.kind() == CelKind.STRING;
            case NUMBER -> plain.kind() == CelKind.DOUBLE || plain.kind() == CelKind.INT;
            case BOOLEAN -> plain.kind() == CelKind.BOOL;
            case NAME, ADDRESS, MAP -> plain.kind() == CelKind.MAP;
            case LIST -> plain.kind() == CelKind.LIST;
            case ANY -> true;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FieldType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
