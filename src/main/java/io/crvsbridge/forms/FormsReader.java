package io.crvsbridge.forms;

import io.crvsbridge.expression.FormFields;
import io.crvsbridge.yaml.Faults;
import io.crvsbridge.yaml.YamlNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code forms.yaml} and looks through everything that comes of it, so that nothing wrong is found later by somebody's form. */
public final class FormsReader {

    public static final String FILE = "forms.yaml";
    private static final Pattern SECTION = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");

    private final Faults faults;
    private final Map<String, FormFields> events;
    private final List<String> languages;
    private final Function<String, Optional<String>> files;

    /**
     * @param events    the form fields that the pack declares, by event
     * @param languages of the people, the first one being that of the default texts
     * @param files     text of a file of the pack, or nothing if it has none of that name
     */
    public FormsReader(Faults faults, Map<String, FormFields> events, List<String> languages, Function<String, Optional<String>> files) {
        this.faults = faults;
        this.events = events;
        this.languages = languages;
        this.files = files;
    }

    public FormsHelp read(YamlNode root) {
        Map<String, YamlNode> entries = root.entries(Set.of("messages", "sections"), Set.of());
        Texts texts = Optional.ofNullable(entries.get("messages")).map(node -> Texts.read(node, languages)).orElse(new Texts(Map.of()));
        Map<FormVersion, Template> templates = new EnumMap<>(FormVersion.class);
        for (FormVersion version : FormVersion.values()) {
            Optional<String> own = files.apply(version.file());
            (own.isPresent() ? Template.read(faults, version, own.get()) : Optional.of(Template.shipped(version))).ifPresent(template -> templates.put(version, template));
        }
        Map<String, Map<String, SectionHelp>> sections = Optional.ofNullable(entries.get("sections")).map(this::sections).orElse(Map.of());
        FormsHelp help = new FormsHelp(sections, texts, Map.copyOf(templates));
        if (entries.containsKey("sections")) {
            templates.forEach((version, template) -> lookThrough(help, version, template, entries.get("sections")));
        }
        return help;
    }

    private Map<String, Map<String, SectionHelp>> sections(YamlNode node) {
        Map<String, Map<String, SectionHelp>> all = new LinkedHashMap<>();
        node.entries().forEach((event, entry) -> {
            if (!events.containsKey(event)) {
                entry.problem("the pack has no such event");
            } else {
                all.put(event, new LinkedHashMap<>());
                entry.entries().forEach((section, help) -> {
                    if (SECTION.matcher(section).matches()) {
                        all.get(event).put(section, new SectionReader(section, events.get(event)).read(help));
                    } else {
                        help.problem("a section is written with letters, digits and '-'");
                    }
                });
            }
        });
        return all;
    }

    private void lookThrough(FormsHelp help, FormVersion version, Template template, YamlNode sections) {
        sections.entries().forEach((event, entry) -> entry.entries().forEach((section, node) -> {
            if (help.sections(event).containsKey(section)) {
                lookThrough(help, version, template, event, section, node);
            }
        }));
    }

    private void lookThrough(FormsHelp help, FormVersion version, Template template, String event, String section, YamlNode node) {
        Rendering rendering = help.rendering(version);
        try {
            Named named = Named.of(help.tried(rendering, version, event, section, Surroundings.TRIAL), section);
            named.undeclared(events.get(event), rendering.withoutValue())
                    .forEach(id -> node.problem("a form of version " + version.text() + " would have the field " + id + ", which the event does not declare"));
            named.unknownNames(events.get(event), section, help.names18(event, section))
                    .forEach(name -> node.problem("a form of version " + version.text() + " would speak of its field " + name + ", which neither forms.yaml nor the event names"));
        } catch (BadTemplate e) {
            faults.add(template.file(), 0, "", e.getMessage() + " (for " + event + ", " + section + ")");
            return;
        }
        try {
            Surroundings.SPARSE.forEach(surroundings -> help.tried(help.rendering(version), version, event, section, surroundings));
        } catch (BadTemplate e) {
            faults.add(template.file(), 0, "", e.getMessage() + " (for " + event + ", " + section + ", on a server without eSignet or FORMS_BRIDGE_URL: '$if' leaves it out)");
        }
    }
}
