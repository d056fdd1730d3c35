package dev.lodur.logql;

import dev.lodur.model.IpRange;
import dev.lodur.model.LodurException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stages must fulfil before a query runs: regexps and patterns of line filters, addresses, paths of extractions,
 * targets of {@code label_format}. Templates are the business of whoever compiles them.
 *
 * <p>The error names the stage: {@code parse error : stage '|~ "["' : error parsing regexp: ...}.
 */
public final class StageRules {
    private StageRules() {}

    /** Checks every pipeline of a query. */
    public static void check(Expr expr) {
        switch (expr) {
            case LogExpr log -> checkStages(log.stages());
            case Expr.Variants variants -> {
                variants.queries().forEach(StageRules::check);
                checkRange(variants.range());
            }
            case SampleExpr.Literal literal -> {}
            case SampleExpr.Vector vector -> {}
            case SampleExpr.RangeAggregation aggregation -> checkRange(aggregation.range());
            case SampleExpr.VectorAggregation aggregation -> check(aggregation.inner());
            case SampleExpr.LabelReplace replace -> check(replace.inner());
            case SampleExpr.BinaryOperation binary -> {
                check(binary.left());
                check(binary.right());
            }
        }
    }

    private static void checkRange(LogRange range) {
        checkStages(range.log().stages());
        Unwrap unwrap = range.unwrap();
        if (unwrap == null) {
            return;
        }
        for (LabelFilter filter : unwrap.filters()) {
            report(StagePrinter.printPostFilter(filter), error(filter));
        }
    }

    private static void checkStages(List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            String error = error(stages.get(i));
            if (error != null) {
                report(text(stages, i), error);
            }
        }
    }

    /** The text of a stage; line filters side by side are one stage to Loki, so that its error names them all. */
    private static String text(List<Stage> stages, int index) {
        int first = index;
        int last = index;
        if (stages.get(index) instanceof LineFilter) {
            while (first > 0 && stages.get(first - 1) instanceof LineFilter) {
                first--;
            }
            while (last + 1 < stages.size() && stages.get(last + 1) instanceof LineFilter) {
                last++;
            }
        }
        return stages.subList(first, last + 1).stream().map(StagePrinter::print).collect(Collectors.joining(" "));
    }

    private static void report(String stage, @Nullable String error) {
        if (error != null) {
            throw ParseErrors.of("stage '" + stage + "' : " + error);
        }
    }

    private static @Nullable String error(Stage stage) {
        return switch (stage) {
            case LineFilter filter -> error(filter);
            case Stage.Filter(LabelFilter condition) -> error(condition);
            case Stage.Json(List<Stage.Extraction> extractions) -> jsonError(extractions);
            case Stage.Logfmt logfmt -> logfmtError(logfmt.extractions());
            case Stage.LabelFormat(List<Stage.Target> targets) -> targetError(targets);
            case Stage.Regexp regexp -> null;
            case Stage.Pattern pattern -> null;
            case Stage.Unpack unpack -> null;
            case Stage.LineFormat format -> null;
            case Stage.Decolorize decolorize -> null;
            case Stage.Drop drop -> null;
            case Stage.Keep keep -> null;
        };
    }

    private static @Nullable String error(LineFilter filter) {
        for (LineFilter.Needle needle : filter.alternatives()) {
            String error = switch (needle) {
                case LineFilter.Text(String text) -> textError(filter.operator(), text);
                case LineFilter.Ip(String addresses) -> addressError(filter.operator(), addresses);
            };
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private static @Nullable String textError(LineFilter.Operator operator, String text) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> null;
            case MATCHES, NOT_MATCHES -> Regexps.error(text);
            case PATTERN, NOT_PATTERN -> LinePattern.parse(text).filterError();
        };
    }

    private static @Nullable String addressError(LineFilter.Operator operator, String addresses) {
        return switch (operator) {
            case CONTAINS, NOT_CONTAINS -> addressError(addresses);
            case MATCHES, NOT_MATCHES, PATTERN, NOT_PATTERN -> "ip: invalid operation";
        };
    }

    private static @Nullable String addressError(String addresses) {
        return IpRange.parse(addresses) == null ? IpRange.failure(addresses) : null;
    }

    private static @Nullable String error(LabelFilter filter) {
        return switch (filter) {
            case LabelFilter.Ip ip -> addressError(ip.addresses());
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> firstError(left, right);
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> firstError(left, right);
            case LabelFilter.Text text -> null;
            case LabelFilter.Numeric number -> null;
            case LabelFilter.Time time -> null;
            case LabelFilter.Bytes bytes -> null;
        };
    }

    private static @Nullable String firstError(LabelFilter left, LabelFilter right) {
        String error = error(left);
        return error == null ? error(right) : error;
    }

    private static @Nullable String jsonError(List<Stage.Extraction> extractions) {
        try {
            extractions.forEach(extraction -> JsonPath.parse(extraction.path()));
            return null;
        } catch (LodurException e) {
            return e.text();
        }
    }

    private static @Nullable String logfmtError(List<Stage.Extraction> extractions) {
        for (Stage.Extraction extraction : extractions) {
            String error = LogfmtKey.error(extraction.path());
            if (error != null) {
                return "cannot parse expression [" + extraction.path() + "]: " + error;
            }
        }
        return null;
    }

    private static @Nullable String targetError(List<Stage.Target> targets) {
        Set<String> labels = new HashSet<>();
        for (Stage.Target target : targets) {
            String label = target.label();
            if (label.equals("__error__")) {
                return label + " cannot be formatted";
            }
            if (!labels.add(label)) {
                return "multiple label name '" + label + "' not allowed in a single format operation";
            }
        }
        return null;
    }
}
