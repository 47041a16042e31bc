package io.crvsbridge.document;

import io.crvsbridge.country.CountryPack;
import io.crvsbridge.expression.Draws;
import io.crvsbridge.numbering.NoNumber;
import io.crvsbridge.numbering.NumberFormat;
import io.crvsbridge.numbering.Recipe;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The registration number of a record of Core's, as a country pack makes it. */
public final class RecordNumber implements Recipe {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final CountryPack pack;
    private final Optional<RecordSnapshot> known;

    private RecordNumber(CountryPack pack, Optional<RecordSnapshot> known) {
        this.pack = pack;
        this.known = known;
    }

    /** Of a record that was read already. */
    public static RecordNumber of(RecordSnapshot record, CountryPack pack) {
        return new RecordNumber(pack, Optional.of(record));
    }

    /** Of the record that is stored with an action; it is read when the pack's format needs it. */
    public static RecordNumber stored(CountryPack pack) {
        return new RecordNumber(pack, Optional.empty());
    }

    /** A number of the same form, which is given to nobody: for a look at what would be sent. */
    public static String example(RecordSnapshot record, CountryPack pack) {
        Draws first = Draws.of(name -> 1, RANDOM);
        try {
            return pack.number(record.situation(), record.known(), first);
        } catch (NoNumber e) {
            return NumberFormat.random(first);
        }
    }

    @Override
    public Proposal number(String eventType, Supplier<byte[]> document, ToLongFunction<String> sequence) throws NoNumber {
        Draws draws = Draws.of(sequence, RANDOM);
        if (!pack.numbersRecords(eventType)) {
            return new Proposal(pack.number(eventType, draws), false);
        }
        RecordSnapshot record = known.isPresent() ? known.get() : read(document.get());
        return new Proposal(pack.number(record.situation(), record.known(), draws), true);
    }

    private static RecordSnapshot read(byte[] document) throws NoNumber {
        try {
            return RecordSnapshot.read(document);
        } catch (UnreadableDocument e) {
            throw new NoNumber("the record cannot be read: " + e.getMessage());
        }
    }
}
