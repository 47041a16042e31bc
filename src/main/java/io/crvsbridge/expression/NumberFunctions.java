package io.crvsbridge.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What numbers are written by. {@code year} and {@code pad} are for every expression; {@code sequence} and {@code random} for registration numbers alone, since they give
 * something else each time.
 */
final class NumberFunctions {

    /** What the expression of a registration number knows beside the declaration. */
    static final Set<String> VARIABLES = Set.of("trackingId", "office");

    private static final int MOST_DIGITS = 40;
    /** Those whose second argument is a length; that of random is the first that an author writes. */
    private static final Set<String> LENGTH = Set.of("pad", "random");
    private static final int MOST_NAME = 100;
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final CelType TEXT = NullableType.create(SimpleType.STRING);
    private static final CelType DRAWS = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private NumberFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(newFunctionDeclaration("year", newGlobalOverload("pack_year", NullableType.create(SimpleType.INT), TEXT)),
                newFunctionDeclaration("pad", newGlobalOverload("pack_pad", TEXT, SimpleType.DYN, SimpleType.INT)));
    }

    static List<CelFunctionDecl> drawing() {
        return List.of(newFunctionDeclaration("sequence", newGlobalOverload("pack_sequence", SimpleType.INT, DRAWS, SimpleType.STRING),
                        newGlobalOverload("pack_sequence_part", SimpleType.INT, DRAWS, SimpleType.STRING, TEXT)),
                newFunctionDeclaration("random", newGlobalOverload("pack_random", SimpleType.STRING, DRAWS, SimpleType.INT, SimpleType.STRING)));
    }

    /** {@code sequence('births')}, {@code sequence('births', part)}, {@code random(6)}, {@code random(6, '0123456789')}. */
    static List<CelMacro> macros() {
        return List.of(drawn("sequence", 1), drawn("sequence", 2), drawn("random", 1, CHARACTERS), drawn("random", 2));
    }

    private static CelMacro drawn(String name, int arguments, String... last) {
        return CelMacro.newGlobalMacro(name, arguments, (factory, target, given) -> Optional.of(factory.newGlobalCall(name,
                Stream.of(Stream.of(factory.newIdentifier(Facts.DRAWS)), given.stream(), Stream.of(last).map(factory::newStringLiteral)).flatMap(s -> s).toList())));
    }

    static Collection<CelFunctionBinding> bindings() {
        return Stream.of(
                CelFunctionBinding.fromOverloads("year", CelFunctionBinding.from("pack_year", List.of(Object.class), a -> year(a[0]))),
                CelFunctionBinding.fromOverloads("pad", CelFunctionBinding.from("pack_pad", List.of(Object.class, Object.class), a -> pad(a[0], (Long) a[1]))),
                CelFunctionBinding.fromOverloads("sequence",
                        CelFunctionBinding.from("pack_sequence", List.of(Object.class, Object.class), a -> sequence(a[0], (String) a[1])),
                        CelFunctionBinding.from("pack_sequence_part", List.of(Object.class, Object.class, Object.class), a -> sequence(a[0], a[1] + "/" + part(a[2])))),
                CelFunctionBinding.fromOverloads("random", CelFunctionBinding.from("pack_random", List.of(Object.class, Object.class, Object.class),
                        a -> ((Draws.Value) a[0]).random(digits((Long) a[1]), (String) a[2]))))
                .flatMap(Collection::stream).toList();
    }

    private static Object year(Object date) {
        return PackFunctions.date(date).<Object>map(day -> (long) day.getYear()).orElse(CelValues.NULL);
    }

    /** Zeros in front, up to so many characters; nothing is ever cut off. */
    private static Object pad(Object value, long length) {
        int wanted = digits(length);
        return CelValues.text(value).<Object>map(text -> "0".repeat(Math.max(0, wanted - text.length())) + text).orElse(CelValues.NULL);
    }

    /** It may come from a form. What the database takes for no text would look like a database that fails. */
    private static Object sequence(Object draws, String name) {
        if (name.chars().anyMatch(Character::isISOControl) || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("the name of the sequence is no text");
        }
        if (name.length() > MOST_NAME) {
            throw new IllegalArgumentException("the name of the sequence is too long");
        }
        return ((Draws.Value) draws).sequence(name);
    }

    /** Each part is counted by itself. One that is missing is an error: it would be counted with others. */
    private static String part(Object part) {
        return CelValues.text(part).orElseThrow(() -> new IllegalArgumentException("no part of the sequence"));
    }

    /** What is wrong with a call, as far as its literals tell; nothing for any other expression. */
    static Optional<String> fault(CelExpr expr) {
        boolean measured = expr.getKind() == Kind.CALL && LENGTH.contains(expr.call().function()) && expr.call().args().size() > 1;
        if (!measured) {
            return Optional.empty();
        }
        CelExpr length = expr.call().args().get(1);
        boolean wrong = length.getKind() == Kind.CONSTANT && length.constant().getKind() == CelConstant.Kind.INT64_VALUE && (length.constant().int64Value() < 1 || length.constant().int64Value() > MOST_DIGITS);
        boolean empty = expr.call().args().size() > 2 && CodeTables.literal(expr.call().args().get(2)).filter(String::isEmpty).isPresent();
        return wrong || empty ? Optional.of(expr.call().function() + " is for 1 to " + MOST_DIGITS + " characters, out of at least one") : Optional.empty();
    }

    private static int digits(long length) {
        if (length < 1 || length > MOST_DIGITS) {
            throw new IllegalArgumentException("from 1 to " + MOST_DIGITS + " characters");
        }
        return (int) length;
    }
}
