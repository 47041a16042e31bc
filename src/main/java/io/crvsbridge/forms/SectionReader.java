package io.crvsbridge.forms;

import io.crvsbridge.expression.FormFields;
import io.crvsbridge.forms.SectionHelp.Fill;
import io.crvsbridge.forms.SectionHelp.Hidden;
import io.crvsbridge.kernel.JsonMaking;
import io.crvsbridge.yaml.YamlNode;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what {@code forms.yaml} says of one section. A field that it names must be one of the event's. */
final class SectionReader {

    private static final Pattern PATH = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,9}");
    /** What can follow {@code $form.} in an expression of a 1.8 form. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

    private final String section;
    private final FormFields fields;

    SectionReader(String section, FormFields fields) {
        this.section = section;
        this.fields = fields;
    }

    SectionHelp read(YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of("offers"), Set.of("hiddenWhen", "fill", "fill18"));
        return new SectionHelp(
                Optional.ofNullable(entries.get("offers")).map(SectionReader::offers).orElse(Set.of()),
                Optional.ofNullable(entries.get("hiddenWhen")).map(this::hidden).orElse(List.of()),
                Optional.ofNullable(entries.get("fill")).map(this::fill).orElse(Map.of()),
                Optional.ofNullable(entries.get("fill18")).map(SectionReader::fill18).orElse(Map.of()));
    }

    private static Set<Offer> offers(YamlNode node) {
        Set<Offer> offers = EnumSet.noneOf(Offer.class);
        node.items().forEach(item -> Offer.named(item.text()).ifPresentOrElse(offers::add, () -> item.problem("an offer is esignet, reader or check")));
        return offers;
    }

    private List<Hidden> hidden(YamlNode node) {
        List<Hidden> hidden = new ArrayList<>();
        node.entries().forEach((field, value) -> {
            declared(field, value);
            List<YamlNode> values = value.isList() ? value.items() : List.of(value);
            values.forEach(one -> hidden.add(new Hidden(field, literal(one.text()))));
        });
        return List.copyOf(hidden);
    }

    private Map<String, Fill> fill(YamlNode node) {
        Map<String, Fill> fill = new LinkedHashMap<>();
        node.entries().forEach((field, source) -> {
            declared(field, source);
            if (!field.startsWith(section + ".")) {
                source.problem("this field is not of the section " + section);
            }
            fill.put(field, source(source));
        });
        return fill;
    }

    private static Map<String, Fill> fill18(YamlNode node) {
        Map<String, Fill> fill = new LinkedHashMap<>();
        node.entries().forEach((name, source) -> {
            if (!NAME.matcher(name).matches()) {
                source.problem("a name in a 1.8 form is written with letters, digits and '_'");
            }
            fill.put(name, source(source));
        });
        return fill;
    }

    private static Fill source(YamlNode node) {
        Map<String, YamlNode> entries = node.entries(Set.of(), Set.of("login", "reader"));
        if (entries.isEmpty()) {
            node.problem("login, reader or both are needed");
        }
        return new Fill(path(entries.get("login")), path(entries.get("reader")));
    }

    private static Optional<String> path(YamlNode node) {
        if (node != null && !PATH.matcher(node.text()).matches()) {
            node.problem("a path is written as name.firstname");
        }
        return Optional.ofNullable(node).map(YamlNode::text);
    }

    private void declared(String field, YamlNode node) {
        if (!fields.declares(field)) {
            node.problem("the event declares no such field");
        }
    }

    /** YAML's own plain words for truth values and numbers; everything else is text. */
    private static JsonValue literal(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true") ? JsonValue.TRUE : JsonValue.FALSE;
        }
        return NUMBER.matcher(text).matches() ? JsonMaking.number(new BigDecimal(text)) : JsonMaking.text(text);
    }
}
