package io.crvsbridge.country;

import io.crvsbridge.expression.Expression;
import java.util.List;

/**
 * What a packet is about and what it takes to be sent.
 *
 * @param newPerson         whether it makes an identity; otherwise it is about a person who has one
 * @param identifier        the field that names that person; a packet about a known person is never sent without it, since it would be taken for a new one's
 * @param repeats           whether each action has such a packet of its own; otherwise the record has one at most
 * @param awaitsCredential  whether the waiting ends with a proved identifier; otherwise with the good end of the work
 * @param mandatory         fields that must have a value
 * @param checks            what must hold besides
 * @param refuse            whether what is unfit is refused; otherwise it waits for a human
 */
record PacketTerms(boolean newPerson, String identifier, boolean repeats, boolean awaitsCredential, List<String> mandatory, List<Check> checks, boolean refuse) {

    /** Something that must hold before the packet is sent, and what a human is told when it does not. */
    record Check(String name, Expression must, String reason) {}
}
