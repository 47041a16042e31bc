package io.crvsbridge.expression;

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

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FieldType> named(String word) {
        return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
