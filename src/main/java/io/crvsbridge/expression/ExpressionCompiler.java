package io.crvsbridge.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Compiles and type-checks expressions against the form fields. Bounds what their author could make expensive: length,
 * depth, nesting of macros, iterations, regular expressions. What is wrong with an expression is told to whoever
 * {@code problem} is; then there is none.
 */
public final class ExpressionCompiler {

    static final int MAX_LENGTH = 4_000;
    static final int MAX_ITERATIONS = 10_000;
    static final int MAX_NESTING = 2;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxRegexProgramSize(1_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** Not the planner: it copies the list at each step of map() and filter(), which took 40 s for 10,000 elements. */
    private static CelRuntime runtime(CodeTables codes) {
        return CelRuntimeFactory.legacyCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addFunctionBindings(PackFunctions.bindings())
                .addFunctionBindings(NumberFunctions.bindings())
                .addFunctionBindings(codes.bindings())
                .build();
    }

    private final CelCompiler compiler;
    private final CodeTables codes;
    private final CelRuntime runtime;
    private final CelValidator literals;

    private ExpressionCompiler(CelCompiler compiler, CodeTables codes) {
        this.compiler = compiler;
        this.codes = codes;
        this.runtime = runtime(codes);
        this.literals = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(RegexLiteralValidator.INSTANCE, TimestampLiteralValidator.INSTANCE, DurationLiteralValidator.INSTANCE).build();
    }

    public static ExpressionCompiler forRules(FormFields fields) {
        return new ExpressionCompiler(builder(fields).build(), fields.codes());
    }

    /** Registration numbers may draw from sequences, and at random, and know whose number it is. */
    public static ExpressionCompiler forNumbers(FormFields fields) {
        CelCompilerBuilder builder = builder(fields).addMacros(NumberFunctions.macros()).addFunctionDeclarations(NumberFunctions.drawing())
                .addVar(Facts.DRAWS, MapType.create(SimpleType.STRING, SimpleType.DYN));
        NumberFunctions.VARIABLES.forEach(name -> builder.addVar(name, NullableType.create(SimpleType.STRING)));
        return new ExpressionCompiler(builder.build(), fields.codes());
    }

    /** Packets may also use what the bridge knows beside the declaration, such as the registration number. */
    public static ExpressionCompiler forPackets(FormFields fields) {
        return new ExpressionCompiler(builder(fields)
                .addVar("context", MapType.create(SimpleType.STRING, SimpleType.STRING)).build(), fields.codes());
    }

    private static CelCompilerBuilder builder(FormFields fields) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(PackFunctions.macros())
                .addFunctionDeclarations(PackFunctions.declarations())
                .addFunctionDeclarations(NumberFunctions.declarations())
                .addFunctionDeclarations(CodeTables.declaration())
                .addVar("event", SimpleType.STRING)
                .addVar("action", SimpleType.STRING)
                .addVar("customAction", SimpleType.STRING)
                .addVar("schemaVersion", SimpleType.STRING)
                .addVar("declaration", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("before", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar("changed", ListType.create(SimpleType.STRING))
                .addVar(Facts.TODAY, SimpleType.STRING);
        fields.readings().forEach(name -> builder.addVar(Facts.FOUND + name, SimpleType.DYN));
        fields.variables().forEach(field -> builder.addVar(field.getKey(), field.getValue().type().celType()));
        return builder;
    }

    /** A condition: it must be a boolean for certain, so a field that may be missing has to be compared. */
    public Optional<Expression> condition(String source, Consumer<String> problem) {
        return compile(source, problem, type -> type.equals(SimpleType.BOOL),
                "a condition must be true or false (compare a field that may be missing: x == true)");
    }

    /** A text, or nothing; what only the data decides is checked when it is there. */
    public Optional<Expression> text(String source, Consumer<String> problem) {
        return compile(source, problem, ExpressionCompiler::isText, "a value must be text (use text(x) for other types)");
    }

    /** A map, or nothing, such as the value of a form field that holds several things. */
    public Optional<Expression> object(String source, Consumer<String> problem) {
        return compile(source, problem, type -> type.kind() == CelKind.MAP || type.kind() == CelKind.DYN, "a form field's whole value is needed");
    }

    /** A value for a form field; null and blank leave the field as it is. @param fields those among which the field is */
    public Optional<FormValue> value(FormFields fields, String field, String source, Consumer<String> problem) {
        FieldType type = fields.type(field);
        return compile(source, problem, type::mayTake, "the field is of type " + type.word()).map(expression -> new FormValue(expression, type));
    }

    private static boolean isText(CelType type) {
        CelType plain = type instanceof NullableType nullable ? nullable.targetType() : type;
        return plain.equals(SimpleType.STRING) || plain.kind() == CelKind.DYN || plain.kind() == CelKind.NULL_TYPE;
    }

    private Optional<Expression> compile(
            String source, Consumer<String> problem, Predicate<CelType> wanted, String otherwise) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("whoever loads the pack waits no longer");
        }
        if (source.codePointCount(0, source.length()) > MAX_LENGTH) {
            problem.accept("the expression is longer than " + MAX_LENGTH + " characters");
            return Optional.empty();
        }
        try {
            CelValidationResult result = compiler.compile(source);
            if (result.hasError()) {
                problem.accept(result.getErrors().stream().map(CelIssue::getMessage).collect(Collectors.joining("; ")));
                return Optional.empty();
            }
            CelAbstractSyntaxTree ast = result.getAst();
            if (!wanted.test(ast.getResultType())) {
                problem.accept(otherwise + ", this is " + ast.getResultType().name());
                return Optional.empty();
            }
            return checked(problem, ast) ? Optional.of(new Expression(runtime.createProgram(ast), patterns(ast))) : Optional.empty();
        } catch (CelValidationException | CelEvaluationException e) {
            problem.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private boolean checked(Consumer<String> problem, CelAbstractSyntaxTree ast) {
        CelNavigableExpr root = CelNavigableAst.fromAst(ast).getRoot();
        boolean tooDeep = root.allNodes().anyMatch(expr -> nesting(expr) > MAX_NESTING);
        if (tooDeep) {
            problem.accept("macros nest deeper than " + MAX_NESTING);
        }
        boolean badPattern = root.allNodes().map(CelNavigableExpr::expr)
                .filter(expr -> expr.getKind() == Kind.CALL)
                .anyMatch(expr -> expr.call().function().equals(PackFunctions.DATE_FORMAT)
                        && !isPattern(expr.call().args().get(1)));
        if (badPattern) {
            problem.accept("dateFormat needs a literal date pattern such as 'yyyy/MM/dd'");
        }
        Optional<String> badCode = root.allNodes().flatMap(node -> codes.fault(node.expr()).or(() -> NumberFunctions.fault(node.expr())).stream()).findFirst();
        badCode.ifPresent(problem);
        Optional<String> badLiteral = badLiteral(ast);
        badLiteral.ifPresent(problem);
        return !tooDeep && !badPattern && badCode.isEmpty() && badLiteral.isEmpty();
    }

    private static Set<Long> patterns(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast).getRoot().allNodes().flatMap(node -> Patterns.pattern(node.expr()).stream()).map(CelExpr::id).collect(Collectors.toUnmodifiableSet());
    }

    /** What is written out can be told at once: patterns, times and durations that are none. */
    private Optional<String> badLiteral(CelAbstractSyntaxTree ast) {
        boolean tooLarge = CelNavigableAst.fromAst(ast).getRoot().allNodes().flatMap(node -> Patterns.pattern(node.expr()).stream())
                .anyMatch(pattern -> CodeTables.literal(pattern).filter(text -> !Patterns.fits(text)).isPresent());
        if (tooLarge) {
            return Optional.of("the pattern of matches() is too large: its repetitions multiply");
        }
        CelValidationResult result = literals.validate(ast);
        return result.hasError() ? Optional.of(result.getErrors().stream().map(CelIssue::getMessage).collect(Collectors.joining("; "))) : Optional.empty();
    }

    private static int nesting(CelNavigableExpr expr) {
        int nesting = 0;
        for (Optional<CelNavigableExpr> at = Optional.of(expr); at.isPresent(); at = at.get().parent()) {
            nesting += at.get().getKind() == Kind.COMPREHENSION ? 1 : 0;
        }
        return nesting;
    }

    private static boolean isPattern(CelExpr expr) {
        try {
            return expr.getKind() == Kind.CONSTANT
                    && !PackFunctions.formatter(expr.constant().stringValue()).format(LocalDate.EPOCH).isEmpty();
        } catch (IllegalArgumentException | UnsupportedOperationException | DateTimeException e) {
            return false;
        }
    }
}
