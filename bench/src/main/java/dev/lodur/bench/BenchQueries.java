package dev.lodur.bench;

import java.util.List;

/** The twelve queries of the {@link QueryRun}, over a corpus of which everything is known. */
final class BenchQueries {
    private static final BenchQuery.Kind LINES = new BenchQuery.Kind.Lines();
    private static final BenchQuery.Kind INSTANT = new BenchQuery.Kind.Instant();

    private BenchQueries() {}

    static List<BenchQuery> of(CorpusFacts facts) {
        long all = facts.bytes();
        long web = facts.bytes("web");
        long service = facts.bytes("svc");
        long openssh = facts.bytes("openssh");
        return List.of(
                new BenchQuery(
                        "needle, 3 hits", "{job=\"bench\"} |= \"" + Corpus.NEEDLE + "\"", LINES, all, facts.needles()),
                new BenchQuery(
                        "needle, absent", "{job=\"bench\"} |= \"zz9q-no-such-token\"", LINES, all, facts.noLine()),
                new BenchQuery("substring, absent", "{job=\"bench\"} |= \"ADBEEFCAFX\"", LINES, all, facts.noLine()),
                new BenchQuery(
                        "regex filter",
                        "sum(count_over_time({app=\"openssh\"} |~ \"Failed password for (invalid user )?[a-z0-9]+ from\" [6h]))",
                        INSTANT,
                        openssh,
                        facts.failedLogins()),
                new BenchQuery("latest 100", "{app=\"spark\"}", LINES, 0, facts.latestSparkLines()),
                new BenchQuery(
                        "histogram of everything",
                        "sum by (app) (count_over_time({job=\"bench\"}[1m]))",
                        new BenchQuery.Kind.Range(60),
                        0,
                        facts.linesByMinute()),
                new BenchQuery(
                        "filtered histogram",
                        "sum by (app) (count_over_time({job=\"bench\"} |= \"error\" [5m]))",
                        new BenchQuery.Kind.Range(300),
                        all,
                        facts.errorsByFiveMinutes()),
                new BenchQuery(
                        "json, sum by status",
                        "sum by (status) (count_over_time({app=\"web\"} | json | level=\"error\" [6h]))",
                        INSTANT,
                        web,
                        facts.webErrorsByStatus()),
                new BenchQuery(
                        "json, quantile by method",
                        "quantile_over_time(0.99, {app=\"web\"} | json d=\"duration_ms\", method=\"method\" | unwrap d [6h]) by (method)",
                        INSTANT,
                        web,
                        facts.durationsByMethod(0.99)),
                new BenchQuery(
                        "logfmt, sum by component",
                        "sum by (component) (count_over_time({app=\"svc\"} | logfmt | level=\"error\" [6h]))",
                        INSTANT,
                        service,
                        facts.serviceErrorsByComponent()),
                new BenchQuery(
                        "regexp, top 5 users",
                        "topk(5, sum by (user) (count_over_time({app=\"openssh\"} |= \"Failed password\" | regexp `for (invalid user )?(?P<user>[a-z]+) from` [6h])))",
                        INSTANT,
                        openssh,
                        facts.usersWithMostFailedLogins(5)),
                new BenchQuery(
                        "bytes by series",
                        "sum by (app, host) (bytes_over_time({job=\"bench\"}[6h]))",
                        INSTANT,
                        0,
                        facts.bytesByStream()));
    }
}
