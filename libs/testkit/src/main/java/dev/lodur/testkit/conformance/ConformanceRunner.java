package dev.lodur.testkit.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Runs a suite against a server, one request after the other. The server must be empty before {@link #pushCorpus}. Not
 * thread-safe.
 */
public final class ConformanceRunner {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.arrayNode();

    private final Suite suite;
    private final HttpSender sender;
    private final Patience patience;

    public ConformanceRunner(Suite suite, HttpSender sender, Patience patience) {
        this.suite = suite;
        this.sender = sender;
        this.patience = patience;
    }

    /** Pushes the corpus and waits until all of it can be queried; throws {@link IllegalStateException} otherwise. */
    public void pushCorpus() throws IOException, InterruptedException {
        pushCorpus(() -> {});
    }

    /**
     * The same.
     *
     * @param afterEach done after each push
     */
    public void pushCorpus(Runnable afterEach) throws IOException, InterruptedException {
        for (JsonNode body : suite.corpus()) {
            Answer answer = sender.send(pushOf(body));
            if (answer.status() != 200 && answer.status() != 204) {
                throw new IllegalStateException("push refused: " + answer.status() + " " + Json.brief(answer.text()));
            }
            afterEach.run();
        }
        if (suite.queryable().isPresent()) {
            Step count = suite.queryable().get();
            awaitNoDifference(patience.queryable(), () -> missingEntries(sender.send(count)))
                    .ifPresent(difference -> {
                        throw new IllegalStateException("the corpus did not become queryable: " + difference);
                    });
        }
    }

    private static Step pushOf(JsonNode data) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("method", "POST").put("path", "/loki/api/v1/push");
        request.putObject("headers").put("Content-Type", "application/json");
        request.putObject("body").put("format", "json").set("data", data);
        return Step.of(request);
    }

    private Optional<String> missingEntries(Answer answer) {
        double total = 0;
        for (JsonNode series : Json.parse(answer.text())
                .map(document -> document.at("/data/result"))
                .orElse(NOTHING)) {
            total += Numbers.value(series.path("value").path(1));
        }
        return total >= suite.corpusEntries()
                ? Optional.empty()
                : Optional.of(total + " of " + suite.corpusEntries() + " entries, last answer " + answer.status() + " "
                        + Json.brief(answer.text()));
    }

    /** Runs the cases that a predicate picks, in the suite's order; one that fails stops no other. */
    public List<Outcome> run(Predicate<Case> wanted) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Case one : suite.cases()) {
            if (wanted.test(one)) {
                outcomes.add(new Outcome(one.topic(), one.id(), difference(one)));
            }
        }
        return outcomes;
    }

    private Optional<String> difference(Case one) throws InterruptedException {
        boolean wrote = false;
        for (int i = 0; i < one.steps().size(); i++) {
            Step step = one.steps().get(i);
            Duration settle = wrote ? patience.settle() : Duration.ZERO;
            Optional<String> difference = stepDifference(step, settle);
            if (difference.isPresent()) {
                return one.steps().size() == 1 ? difference : difference.map(described(i, step)::concat);
            }
            wrote |= step.writes();
        }
        return Optional.empty();
    }

    private static String described(int index, Step step) {
        return "step " + (index + 1) + " (" + step.method() + " " + step.path() + "): ";
    }

    private Optional<String> stepDifference(Step step, Duration settle) throws InterruptedException {
        try {
            return awaitNoDifference(settle, () -> AnswerCheck.difference(step.expect(), sender.send(step)));
        } catch (IOException e) {
            return Optional.of("request failed: " + e);
        } catch (RuntimeException e) {
            // An answer of an unexpected shape fails its case, not the run.
            return Optional.of("answer could not be compared: " + e);
        }
    }

    private interface Attempt {
        Optional<String> difference() throws IOException, InterruptedException;
    }

    private Optional<String> awaitNoDifference(Duration most, Attempt attempt)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        Optional<String> difference = attempt.difference();
        while (difference.isPresent() && System.nanoTime() - deadline < 0) {
            Thread.sleep(patience.pause());
            difference = attempt.difference();
        }
        return difference;
    }
}
