package io.crvsbridge.rule;

import io.crvsbridge.rule.ReadingQuestion.What;
import io.crvsbridge.expression.Expression;
import io.crvsbridge.expression.ExpressionCompiler;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What can be read from Core, as the pack says it.
 *
 * @param name    under which expressions see what was found
 * @param id      by which it is looked for; null when there is nothing to look for
 * @param byToken whether with the token of the action itself
 */
record ReadingTerms(String name, What what, Optional<Expression> id, boolean byToken) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,49}");
    private static final Set<String> WHATS = Set.of("record", "registered", "location", "user");

    /** What has a fault asks nothing. */
    static ReadingTerms read(String name, YamlNode node, ExpressionCompiler compiler) {
        Map<String, YamlNode> entries = node.entries(Set.of(), Set.of("record", "registered", "location", "user", "as"));
        if (!NAME.matcher(name).matches()) {
            node.problem("a reading is named with letters and digits, at most 50");
        }
        List<String> whats = new ArrayList<>(entries.keySet());
        whats.retainAll(WHATS);
        if (whats.size() != 1) {
            node.problem("exactly one of record, registered, location, user is needed");
            return new ReadingTerms(name, What.RECORD, Optional.empty(), false);
        }
        boolean user = whats.get(0).equals("user");
        String as = Optional.ofNullable(entries.get("as")).map(YamlNode::text).orElse(user ? "token" : "client");
        if (!as.equals("token") && (user || !as.equals("client"))) {
            entries.get("as").problem(user ? "must be token: Core lets no system client read users" : "must be client or token");
        }
        YamlNode id = entries.get(whats.get(0));
        return new ReadingTerms(name, What.valueOf(whats.get(0).toUpperCase(Locale.ROOT)), compiler.text(id.text(), id::problem), as.equals("token"));
    }

    /** Whether a name can be used in expressions. */
    static boolean usable(String name) {
        return NAME.matcher(name).matches();
    }

    /** Nothing when there is nothing to look for. */
    Optional<ReadingQuestion> question(Facts facts) throws Expression.Failed {
        Optional<String> key = id.isPresent() ? id.get().text(facts) : Optional.empty();
        return key.map(String::strip).map(by -> new ReadingQuestion(name, what, by, byToken));
    }
}
