package io.crvsbridge.simulators;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A way for an endpoint to misbehave. Without {@link #times} it lasts until it is cleared; {@link #after} lets some calls pass first and
 * {@link #when} picks the calls.
 */
public final class Fault {

  /** What the peer does with the connection and the effect of the call. */
  enum Kind {
    /** Another answer; the call has no effect. */
    ANSWER,
    /** The connection is closed without an answer; the call has no effect. */
    RESET,
    /** No answer at all until the fault is cleared; the call has no effect. */
    HANG,
    /** The answer begins, and then comes byte by byte without an end until the fault is cleared; the call has no effect. */
    TRICKLE,
    /** The call is served, late. */
    SLOW,
    /** The call is served at once, and answered late. */
    SLOW_ANSWER,
    /** The call is served, and the caller sees a closed connection. */
    DROP_ANSWER,
    /** The call is served, the answer's content type lies. */
    WRONG_TYPE
  }

  private static final long LONGEST_HANG_MINUTES = 10;

  final Kind kind;
  private Answer answer;
  private Function<Call, String> body;
  private final Duration delay;
  private final String contentType;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger skipped = new AtomicInteger();
  private final CountDownLatch cleared = new CountDownLatch(1);
  private final List<Strike> strikes = new CopyOnWriteArrayList<>();
  private volatile Predicate<Call> condition = call -> true;

  /** One call that was hit, and when by the clock of {@link System#nanoTime}. */
  public record Strike(Call call, long nanos) {}

  private Fault(Kind kind, Answer answer, Duration delay, String contentType) {
    this.kind = kind;
    this.answer = answer;
    this.delay = delay;
    this.contentType = contentType;
  }

  public static Fault status(int status) {
    return status(status, "application/json", "{\"message\":\"simulated fault\"}");
  }

  public static Fault status(int status, String contentType, String body) {
    return new Fault(Kind.ANSWER, Answer.of(status, contentType, body), Duration.ZERO, null);
  }

  /** Another answer that is made from the call, such as one that repeats what was sent. */
  public static Fault answering(int status, String contentType, Function<Call, String> body) {
    Fault fault = status(status, contentType, "");
    fault.body = body;
    return fault;
  }

  /** The page of a proxy in between: 200, and not what was asked for. */
  public static Fault html() {
    return status(200, "text/html", "<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>");
  }

  /** A JSON string where an object belongs. */
  public static Fault bareString(String text) {
    return status(200, "application/json", JsonText.value(text).toString());
  }

  /** JSON by its type alone. */
  public static Fault garbage() {
    return status(200, "application/json", "%PDF-1.7 \u0000\ufffd{[ <<");
  }

  /** The envelope of a MOSIP that failed without a word. */
  public static Fault emptyResponse() {
    return status(200, "application/json", "{\"id\":null,\"version\":null,\"metadata\":null,\"response\":null,\"errors\":null}");
  }

  /** The envelope in which MOSIP reports an error. */
  public static Fault mosipError(String code) {
    return status(200, "application/json", MosipEnvelope.errorBody(null, code, "simulated").toString());
  }

  public static Fault redirect(String location) {
    Fault fault = status(302, "text/plain", "");
    fault.answer = fault.answer.with("Location", location);
    return fault;
  }

  public static Fault reset() {
    return new Fault(Kind.RESET, null, Duration.ZERO, null);
  }

  public static Fault trickle() {
    return new Fault(Kind.TRICKLE, null, Duration.ZERO, null);
  }

  public static Fault hang() {
    return new Fault(Kind.HANG, null, Duration.ZERO, null);
  }

  /** The call waits this long before anything happens. */
  public static Fault slow(long millis) {
    return new Fault(Kind.SLOW, null, Duration.ofMillis(millis), null);
  }

  /** The effect takes place at once; only its answer is late. */
  public static Fault slowAnswer(long millis) {
    return new Fault(Kind.SLOW_ANSWER, null, Duration.ofMillis(millis), null);
  }

  /** The effect takes place, and the caller sees a closed connection. */
  public static Fault dropsAnswer() {
    return new Fault(Kind.DROP_ANSWER, null, Duration.ZERO, null);
  }

  public static Fault wrongContentType(String contentType) {
    return new Fault(Kind.WRONG_TYPE, null, Duration.ZERO, contentType);
  }

  public Fault times(int calls) {
    left.set(calls);
    return this;
  }

  public Fault once() {
    return times(1);
  }

  /** Lets this many matching calls pass unharmed first. */
  public Fault after(int calls) {
    skipped.set(calls);
    return this;
  }

  public Fault when(Predicate<Call> matching) {
    condition = matching;
    return this;
  }

  public Fault retryAfter(int seconds) {
    answer = answer.with("Retry-After", Integer.toString(seconds));
    return this;
  }

  /** Whether this call is hit; counts it when it is. */
  boolean strikes(Call call) {
    if (!condition.test(call) || skipped.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return false;
    }
    boolean hit = left.getAndUpdate(n -> n == Integer.MAX_VALUE ? n : Math.max(0, n - 1)) > 0;
    if (hit) {
      strikes.add(new Strike(call, System.nanoTime()));
    }
    return hit;
  }

  /** The calls that were hit so far. */
  public List<Strike> strikes() {
    return List.copyOf(strikes);
  }

  /** Hits nobody any more. */
  public void lift() {
    left.set(0);
    clear();
  }

  boolean isCleared() {
    return cleared.getCount() == 0;
  }

  boolean spent() {
    return left.get() <= 0;
  }

  void clear() {
    cleared.countDown();
  }

  Answer answer(Call call) {
    return body == null ? answer : answer.withBody(body.apply(call));
  }

  String contentType() {
    return contentType;
  }

  /** Waits as long as the fault demands; a cleared fault lets its callers go. */
  void await() throws InterruptedException {
    long millis = kind == Kind.HANG ? TimeUnit.MINUTES.toMillis(LONGEST_HANG_MINUTES) : delay.toMillis();
    cleared.await(millis, TimeUnit.MILLISECONDS);
  }
}
