package io.crvsbridge.country;

import io.crvsbridge.rule.Verdict;
import io.crvsbridge.rule.Question;
import io.crvsbridge.rule.JudgementFailed;
import io.crvsbridge.rule.Naming;
import io.crvsbridge.mapping.PacketContent;
import io.crvsbridge.mapping.MappingFailed;
import io.crvsbridge.mapping.Unfit;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.expression.Facts;
import io.crvsbridge.expression.Occasion;
import io.crvsbridge.forms.FormsHelp;
import io.crvsbridge.idschema.IdSchema;
import io.crvsbridge.kernel.Declaration;
import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.numbering.NumberFormat;
import io.crvsbridge.retention.Retention;
import io.crvsbridge.texts.Texts;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A country's rules, mappings and formats, loaded and checked. Immutable: a new version of the pack is a new object.
 */
public final class CountryPack {

    /**
     * What is set up here; a rule that needs more is passed over.
     *
     * @param runs   whether a process of the national ID system is set up, by the name that a packet gives it
     * @param checks whether the national ID system can be asked about identities
     */
    public record Abilities(Predicate<String> runs, BooleanSupplier checks) {

        /** Everything is set up. */
        public static final Abilities ALL = new Abilities(process -> true, () -> true);
    }

    private final String name;
    private final String version;
    private final String recordedVersion;
    private final ZoneId zone;
    private final List<String> languages;
    private final IdSchema schema;
    private final String schemaVersion;
    private final NumberFormat numbers;
    private final ResponseFields response;
    private final Events events;
    private final FormsHelp forms;
    private final Retention retention;
    private final Texts texts;

    CountryPack(
            String name,
            String version,
            String recordedVersion,
            ZoneId zone,
            List<String> languages,
            IdSchema schema,
            String schemaVersion,
            NumberFormat numbers,
            ResponseFields response,
            Events events,
            FormsHelp forms,
            Retention retention,
            Texts texts) {
        this.name = name;
        this.version = version;
        this.recordedVersion = recordedVersion;
        this.zone = Objects.requireNonNull(zone, "zone");
        this.languages = languages;
        this.schema = schema;
        this.schemaVersion = schemaVersion;
        this.numbers = numbers;
        this.response = response;
        this.events = events;
        this.forms = forms;
        this.retention = retention;
        this.texts = texts;
    }

    /** The pack in a folder. Days are counted in the given zone. */
    public static CountryPack load(Path folder, ZoneId zone) throws BadCountryPack {
        return load(PackFolder.read(folder), zone);
    }

    /** The pack in these files. Days are counted in the given zone. */
    public static CountryPack load(PackFiles files, ZoneId zone) throws BadCountryPack {
        return PackReader.read(files, zone);
    }

    /** The pack that comes with the server. */
    public static CountryPack shipped(ZoneId zone) throws BadCountryPack {
        return load(PackFolder.shipped(), zone);
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    /** The version as each decision records it: two contents under one version are told apart. */
    public String recordedVersion() {
        return recordedVersion;
    }

    /** A rule, by the event and the action that it is for. */
    public record RuleName(String event, String action, String rule) {}

    /** Every rule of the pack. */
    public Set<RuleName> rules() {
        return events.names();
    }

    /** The rules that judge an action. */
    public Set<RuleName> rules(Situation situation) {
        return events.names(situation);
    }

    /** The ID schema as JSON text. */
    public String schemaJson() {
        return schema.json();
    }

    public String schemaVersion() {
        return schemaVersion;
    }

    /** What is offered to the country's form. */
    public FormsHelp forms() {
        return forms;
    }

    public Retention retention() {
        return retention;
    }

    public Texts texts() {
        return texts;
    }

    /** What the rules say about an action type, before the document is read. */
    public Naming naming(String event, String action) {
        return events.naming(event, action);
    }

    /** Whether a rule names the action; {@code customAction} counts for CUSTOM only and may be null otherwise. */
    public boolean names(String event, String action, String customAction) {
        return events.rules(event, action, customAction).isPresent();
    }

    /** As {@link #judge(Situation, Abilities)}, where everything is set up. */
    public Verdict judge(Situation situation) {
        return judge(situation, Abilities.ALL);
    }

    /**
     * Judges an action that the rules name, as far as it is known now: a step may come of it. A rule that needs what is not set up is passed over: what a country has not
     * set up does not happen. So is a step that was taken.
     *
     * @throws JudgementFailed if a rule cannot be evaluated on this declaration
     */
    public Verdict judge(Situation situation, Abilities abilities) {
        Events.Found found = events.rules(situation.event(), situation.action(), situation.customAction()).orElseThrow(() -> new IllegalArgumentException("no rule names this action"));
        Facts facts = facts(found.pack(), situation, Map.of());
        return found.pack().rules().judge(found.action(), facts, verdict -> possible(verdict, found.pack(), abilities) && !taken(verdict, situation));
    }

    private static boolean possible(Verdict verdict, EventPack event, Abilities abilities) {
        boolean runs = verdict.operation().map(operation -> abilities.runs().test(event.packets().get(operation).process())).orElse(true);
        boolean checks = verdict instanceof Verdict.Inquire step && !step.checks().isEmpty();
        return runs && (!checks || abilities.checks().getAsBoolean());
    }

    /** A step that was taken is behind us, and so is one whose questions were all asked. What a step found nothing to ask about, a later one may. */
    private static boolean taken(Verdict verdict, Situation situation) {
        return verdict instanceof Verdict.Inquire step && (situation.additions().asked().contains(step.key()) || situation.additions().asked().containsAll(step.keys()));
    }

    /** Whether peers may have to be asked before an action is judged. */
    public boolean asks(Situation situation) {
        return events.rules(situation.event(), situation.action(), situation.customAction()).filter(found -> found.pack().rules().ask(found.action())).isPresent();
    }

    /**
     * What a step has still to ask. What there is nothing to ask about is left out.
     *
     * @throws JudgementFailed if that cannot be made of this declaration
     */
    public List<Question> questions(Situation situation, Verdict.Inquire step) {
        EventPack event = events.rules(situation.event(), situation.action(), situation.customAction()).orElseThrow().pack();
        return event.questions().of(step, facts(event, situation, Map.of())).stream().filter(question -> !situation.additions().asked().contains(question.key())).toList();
    }

    /**
     * The packet for an operation.
     *
     * @param context what the bridge knows beside the declaration, such as {@code registrationNumber}
     * @throws MappingFailed if a field cannot be computed from this declaration
     */
    public PacketContent map(Situation situation, String operation, Map<String, String> context) {
        EventPack event = sending(situation, operation);
        return event.packets().get(operation).content(facts(event, situation, context), languages, schema, schemaVersion);
    }

    private EventPack sending(Situation situation, String operation) {
        return events.sending(situation, operation).orElseThrow(() -> new IllegalArgumentException("the pack has no packet for operation " + operation));
    }

    /** Why a packet that was mapped so would not be taken; nothing when it may be sent. */
    public Optional<Unfit> unfit(Situation situation, String operation, Map<String, String> context, PacketContent content) {
        EventPack event = sending(situation, operation);
        return event.packets().get(operation).unfit(content, facts(event, situation, context), schema, identified(situation), renamesIdentity(situation));
    }

    /** Whether an action whose packet would not be taken is refused; otherwise it waits. */
    public boolean refusesUnfit(Situation situation, String operation) {
        return sending(situation, operation).packets().get(operation).terms().refuse();
    }

    /** Whether the record holds what comes back with an identity, or held it before this action. */
    private boolean identified(Situation situation) {
        return identity(situation, situation.declaration()) || identity(situation, situation.before().get());
    }

    private boolean identity(Situation situation, Declaration declaration) {
        return response.identifying(situation.event()).stream()
                .anyMatch(field -> declaration.value(field).filter(value -> !(value instanceof JsonString text) || !text.getString().isBlank()).isPresent());
    }

    /** Whether the action itself changes what names the person: then it does not say whom a packet would be about. */
    private boolean renamesIdentity(Situation situation) {
        return response.identifying(situation.event()).stream()
                .anyMatch(field -> !situation.declaration().value(field).equals(situation.before().get().value(field)));
    }

    /** The form fields to send back to Core: those that the pack declares, and no others. @param known by VID, UIN, PSUT and AID */
    public Map<String, String> response(String event, Map<String, String> known) {
        return response.of(event, known);
    }

    private NumberFormat numbers(String event) {
        return events.of(event).flatMap(EventPack::numbers).orElse(numbers);
    }

    /** Whether the registration numbers of an event are made of the record; otherwise at random. */
    public boolean numbersRecords(String event) {
        return numbers(event).ofRecord();
    }

    /** A registration number for an event whose numbers are made at random; whoever stores it sees to its uniqueness. */
    public String number(String event, Draws draws) throws NoNumber {
        return numbers(event).next(null, draws);
    }

    /**
     * A registration number for a record; whoever stores it sees to its uniqueness.
     *
     * @param context {@code trackingId} and {@code office}, as far as the record tells
     * @throws NoNumber when none can be made of this record
     */
    public String number(Situation situation, Map<String, String> context, Draws draws) throws NoNumber {
        EventPack event = events.of(situation.event()).orElseThrow(() -> new NoNumber("the pack has no such event"));
        return numbers(situation.event()).next(facts(event, situation, context), draws);
    }

    private Facts facts(EventPack event, Situation situation, Map<String, String> context) {
        Occasion occasion = new Occasion(
                situation.event(),
                situation.action(),
                situation.customAction(),
                situation.at().atZone(zone).toLocalDate(),
                schemaVersion);
        return new Facts(occasion, event.fields(), situation.declaration(), situation.before(), context, situation.additions().found());
    }

    @Override
    public String toString() {
        return "CountryPack[" + name + " " + version + "]";
    }
}
