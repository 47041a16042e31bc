package io.crvsbridge.country;

import java.util.LinkedHashSet;
import java.util.List;
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

    /** The rules of an action, the file in which they stand, and where there. */
    record Found(EventPack pack, List<Rule> rules, String event, String action) {}

    Optional<Found> rules(String event, String action, String customAction) {
        return speaking(event).flatMap(type -> byType.get(type).rules().key(action, customAction).map(key -> found(type, key)).stream()).findFirst();
    }

    private Found found(String type, String key) {
        EventPack pack = byType.get(type);
        return new Found(pack, pack.rules().byAction().get(key), type, key);
    }

    CountryPack.Naming naming(String event, String action) {
        return packs(event).map(pack -> pack.rules().naming(action)).filter(naming -> naming != CountryPack.Naming.NOT_NAMED).findFirst().orElse(CountryPack.Naming.NOT_NAMED);
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
        new TreeMap<>(byType).forEach((event, pack) -> new TreeSet<>(pack.rules().actions())
                .forEach(action -> names.addAll(names(found(event, action)))));
        return names;
    }

    /** The rules that judge an action; none when no rule names it. */
    Set<CountryPack.RuleName> names(Situation situation) {
        return rules(situation.event(), situation.action(), situation.customAction()).map(Events::names).orElse(Set.of());
    }

    private static Set<CountryPack.RuleName> names(Found found) {
        return found.rules().stream().map(rule -> new CountryPack.RuleName(found.event(), found.action(), rule.name())).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
