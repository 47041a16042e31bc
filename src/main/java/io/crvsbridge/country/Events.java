package io.crvsbridge.country;

import io.crvsbridge.rule.Naming;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pack says about the types of events, and which of its files speaks for an action: the event's own, or else that for any event. */
record Events(Map<String, EventPack> byType) {

    /** The file that speaks for what no other speaks for. */
    static final String ANY = "any";

    /** Where the rules of an action stand: the file, and the key there. */
    record Found(EventPack pack, String event, String action) {}

    Optional<Found> rules(String event, String action, String customAction) {
        return speaking(event).flatMap(type -> byType.get(type).rules().key(action, customAction).map(key -> new Found(byType.get(type), type, key)).stream()).findFirst();
    }

    Naming naming(String event, String action) {
        return packs(event).map(pack -> pack.rules().naming(action)).filter(naming -> naming != Naming.NOT_NAMED).findFirst().orElse(Naming.NOT_NAMED);
    }

    /** Where the form fields and the numbers of an event are declared. */
    Optional<EventPack> of(String event) {
        return packs(event).findFirst();
    }

    /** The file that has a packet: that of the action's rules, if it has, since two files may give different packets the same name. */
    Optional<EventPack> sending(Situation situation, String operation) {
        return Stream.concat(rules(situation.event(), situation.action(), situation.customAction()).map(Found::pack).stream(), packs(situation.event()))
                .filter(pack -> pack.packets().containsKey(operation)).findFirst();
    }

    /** By their names, the first one first. */
    private Stream<String> speaking(String event) {
        return Stream.of(event, ANY).distinct().filter(byType::containsKey);
    }

    private Stream<EventPack> packs(String event) {
        return speaking(event).map(byType::get);
    }

    /** Every rule. */
    Set<CountryPack.RuleName> names() {
        Set<CountryPack.RuleName> names = new LinkedHashSet<>();
        new TreeMap<>(byType).forEach((event, pack) -> new TreeSet<>(pack.rules().keys())
                .forEach(key -> names.addAll(names(new Found(pack, event, key)))));
        return names;
    }

    /** The rules that judge an action; none when no rule names it. */
    Set<CountryPack.RuleName> names(Situation situation) {
        return rules(situation.event(), situation.action(), situation.customAction()).map(Events::names).orElse(Set.of());
    }

    private static Set<CountryPack.RuleName> names(Found found) {
        return found.pack().rules().names(found.action()).stream().map(rule -> new CountryPack.RuleName(found.event(), found.action(), rule)).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
