package io.crvsbridge.e2e;

import io.crvsbridge.simulators.CoreEvent;
import io.crvsbridge.simulators.CoreSimulator;
import io.crvsbridge.simulators.TriggerAnswer;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Registrars who work on one birth, or other life event, after the other, whether the server is there or not. A trigger without an answer is repeated as Core repeats it,
 * identically; some registrars never try again.
 */
final class BirthStream implements AutoCloseable {

    /** One life event whose trigger was answered 200 or 202. */
    record Acknowledged(CoreEvent event, LifeEvent what, int status) {}

    /** One whose trigger broke off and was not repeated. */
    record GivenUp(CoreEvent event, LifeEvent what) {}

    private static final int LONGEST_PAUSE_MILLIS = 200;
    private static final int AFTER_A_FAILURE_MILLIS = 100;
    /** Of so many triggers whose connection broke one is never repeated. */
    private static final int GIVES_UP = 4;

    private final CoreSimulator core;
    private final List<LifeEvent> mix;
    private final List<Thread> registrars = new CopyOnWriteArrayList<>();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<GivenUp> givenUp = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicLong firstAnswer = new AtomicLong();
    private volatile boolean ending;

    BirthStream(CoreSimulator core, int registrarCount, SplittableRandom random) {
        this(core, registrarCount, random, LifeEvent.BIRTHS);
    }

    BirthStream(CoreSimulator core, int registrarCount, SplittableRandom random, List<LifeEvent> mix) {
        this.core = core;
        this.mix = mix;
        for (int i = 0; i < registrarCount; i++) {
            SplittableRandom own = random.split();
            Thread registrar = new Thread(() -> work(own), "registrar-" + i);
            registrar.setDaemon(true);
            registrars.add(registrar);
            registrar.start();
        }
    }

    private void work(SplittableRandom random) {
        try {
            while (!ending) {
                register(random);
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unexpected) {
            surprises.add("a registrar stopped: " + unexpected);
        }
    }

    private void register(SplittableRandom random) throws InterruptedException {
        LifeEvent what = mix.get(random.nextInt(mix.size()));
        CoreEvent birth = what.declared(core);
        TriggerAnswer answer = what.triggered(core, birth);
        while (!answered(birth, what, answer)) {
            boolean lostOnTheWay = answer.status() == 0 && !answer.body().contains("ConnectException");
            if (lostOnTheWay) {
                broken.incrementAndGet();
                if (random.nextInt(GIVES_UP) == 0) {
                    givenUp.add(new GivenUp(birth, what));
                    return;
                }
                repeated.incrementAndGet();
            }
            Thread.sleep(AFTER_A_FAILURE_MILLIS);
            answer = core.triggerAgain(birth, answer.actionId());
        }
    }

    private boolean answered(CoreEvent birth, LifeEvent what, TriggerAnswer answer) {
        if (answer.status() == 200 || answer.status() == 202) {
            firstAnswer.compareAndSet(0, System.nanoTime());
            acknowledged.add(new Acknowledged(birth, what, answer.status()));
            return true;
        }
        if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
            surprises.add(birth.trackingId() + " was answered " + answer.status() + " " + answer.body());
            return true;
        }
        return false;
    }

    /** From now on the next answer is the first one. */
    void expectFirstAnswer() {
        firstAnswer.set(0);
    }

    /** The time of the first answer by {@link System#nanoTime}, once there is one. */
    Optional<Long> firstAnswer() {
        long at = firstAnswer.get();
        return at == 0 ? Optional.empty() : Optional.of(at);
    }

    Queue<Acknowledged> acknowledged() {
        return acknowledged;
    }

    /** Births whose trigger broke off and was not repeated: nothing is promised for them, except that they are not registered twice. */
    Queue<GivenUp> givenUp() {
        return givenUp;
    }

    /** Answers that no registrar should get. */
    Queue<String> surprises() {
        return surprises;
    }

    /** Triggers whose connection broke before there was an answer. */
    int broken() {
        return broken.get();
    }

    /** Of those, the ones that were sent again. */
    int repeated() {
        return repeated.get();
    }

    /** Ends when every registrar has the answer to the last trigger. */
    @Override
    public void close() {
        ending = true;
        for (Thread registrar : registrars) {
            try {
                registrar.join(Bench.SOON.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            if (registrar.isAlive()) {
                registrar.interrupt();
                surprises.add(registrar.getName() + " still waits for an answer");
            }
        }
    }
}
