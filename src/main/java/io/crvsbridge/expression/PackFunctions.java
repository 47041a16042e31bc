package io.crvsbridge.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What expressions can call beyond the CEL standard. None has side effects or reaches outside its arguments.
 *
 * <p>Ages are whole calendar years; a date that is missing, unreadable or after the day of counting gives no age.
 */
final class PackFunctions {

    static final String DATE_FORMAT = "dateFormat";

    /** What a form's field of the kind VERIFICATION_STATUS holds of somebody who is (Core contract, section 5). */
    private static final Set<Object> VERIFIED = Set.of("verified", "authenticated");
    private static final CelType TEXT = NullableType.create(SimpleType.STRING);
    private static final CelType MAP = MapType.create(SimpleType.STRING, SimpleType.DYN);
    private static final CelType LIST = ListType.create(SimpleType.DYN);

    private record PackFunction(
            String name, List<CelType> parameters, CelType result, Function<Object[], Object> body) {

        CelFunctionDecl declaration() {
            return newFunctionDeclaration(name, newGlobalOverload(overload(), result, parameters));
        }

        /** Bound to Object, so that a value of the wrong type reaches the body, which knows what to make of it. */
        Collection<CelFunctionBinding> bindings() {
            List<Class<?>> types = new ArrayList<>();
            parameters.forEach(parameter -> types.add(Object.class));
            return CelFunctionBinding.fromOverloads(
                    name, CelFunctionBinding.from(overload(), types, arguments -> body.apply(arguments)));
        }

        private String overload() {
            return "pack_" + name;
        }
    }

    private static final List<PackFunction> FUNCTIONS = List.of(
            new PackFunction("under", List.of(TEXT, SimpleType.INT, TEXT), SimpleType.BOOL,
                    a -> under(a[0], a[1], a[2])),
            new PackFunction("ageInYears", List.of(TEXT, TEXT), NullableType.create(SimpleType.INT),
                    a -> ageInYears(a[0], a[1])),
            new PackFunction("anyVerified", List.of(LIST), SimpleType.BOOL, a -> anyVerified(a[0])),
            new PackFunction("fullName", List.of(MAP), TEXT, a -> fullName(a[0])),
            new PackFunction(DATE_FORMAT, List.of(TEXT, SimpleType.STRING), TEXT, a -> dateFormat(a[0], a[1])),
            new PackFunction("text", List.of(SimpleType.DYN), TEXT, a -> orNull(CelValues.text(a[0]))),
            new PackFunction("get", List.of(MAP, TEXT), SimpleType.DYN, a -> get(a[0], a[1])),
            new PackFunction("first", List.of(LIST), SimpleType.DYN, a -> first(a[0])),
            new PackFunction("join", List.of(LIST, SimpleType.STRING), TEXT, a -> join(a[0], a[1])));

    private PackFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return FUNCTIONS.stream().map(PackFunction::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return FUNCTIONS.stream().flatMap(function -> function.bindings().stream()).toList();
    }

    /** {@code under(dob, 10)} and {@code ageInYears(dob)} count to the day of the action unless told otherwise. */
    static List<CelMacro> macros() {
        return List.of(countedToday("under", 2), countedToday("ageInYears", 1));
    }

    private static CelMacro countedToday(String name, int arguments) {
        return CelMacro.newGlobalMacro(name, arguments, (factory, target, given) -> Optional.of(
                factory.newGlobalCall(name, Stream.concat(
                        given.stream(), Stream.of(factory.newIdentifier(Facts.TODAY))).toList())));
    }

    private static Object under(Object dateOfBirth, Object years, Object day) {
        OptionalInt age = age(dateOfBirth, day);
        return age.isPresent() && age.getAsInt() < ((Long) years);
    }

    private static Object ageInYears(Object dateOfBirth, Object day) {
        OptionalInt age = age(dateOfBirth, day);
        return age.isPresent() ? (Object) (long) age.getAsInt() : CelValues.NULL;
    }

    private static OptionalInt age(Object dateOfBirth, Object day) {
        Optional<LocalDate> born = date(dateOfBirth);
        Optional<LocalDate> on = date(day);
        return born.isEmpty() || on.isEmpty() || born.get().isAfter(on.get())
                ? OptionalInt.empty()
                : OptionalInt.of(Period.between(born.get(), on.get()).getYears());
    }

    static Optional<LocalDate> date(Object value) {
        if (!(value instanceof String text) || text.length() != 10) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a form or a peer has shown one of several people to be who they say. */
    private static Object anyVerified(Object states) {
        return ((List<?>) states).stream().anyMatch(VERIFIED::contains);
    }

    private static Object fullName(Object name) {
        Map<?, ?> parts = (Map<?, ?>) name;
        List<Object> ordered = new ArrayList<>();
        for (String part : List.of("firstname", "middlename", "surname")) {
            ordered.add(parts.get(part));
        }
        return join(ordered, " ");
    }

    /** No date gives no text, but a value that is no date is an error: it must not silently vanish from a packet. */
    private static Object dateFormat(Object value, Object pattern) {
        if (CelValues.isNull(value) || "".equals(value)) {
            return CelValues.NULL;
        }
        LocalDate date = date(value).orElseThrow(() -> new IllegalArgumentException("not a date"));
        return formatter((String) pattern).format(date);
    }

    static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** Follows a path of dots through maps, in which keys may hold dots themselves, as the ids of form fields do; nothing there is null. */
    private static Object get(Object map, Object path) {
        Object found = path instanceof String keys ? at(map, keys) : null;
        return found == null ? CelValues.NULL : found;
    }

    /** The longest key that is there wins, so each step is taken once. */
    private static Object at(Object from, String path) {
        if (!(from instanceof Map<?, ?> map)) {
            return null;
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            Object inner = map.get(path.substring(0, end));
            if (inner != null) {
                return end == path.length() ? inner : at(inner, path.substring(end + 1));
            }
        }
        return null;
    }

    private static Object first(Object list) {
        for (Object value : (List<?>) list) {
            if (!CelValues.isNull(value) && !(value instanceof String text && text.isBlank())) {
                return value;
            }
        }
        return CelValues.NULL;
    }

    private static Object join(Object list, Object separator) {
        List<String> texts = new ArrayList<>();
        for (Object value : (List<?>) list) {
            CelValues.text(value).map(String::strip).ifPresent(texts::add);
        }
        return texts.isEmpty() ? CelValues.NULL : joined(texts, (String) separator);
    }

    /** Measured before it is built: a long separator makes much out of little. */
    private static String joined(List<String> texts, String separator) {
        long length = (long) separator.length() * (texts.size() - 1) + texts.stream().mapToLong(String::length).sum();
        if (length > Allowance.MOST) {
            throw new IllegalArgumentException("text too long");
        }
        return String.join(separator, texts);
    }

    private static Object orNull(Optional<String> text) {
        return text.<Object>map(Function.identity()).orElse(CelValues.NULL);
    }
}
