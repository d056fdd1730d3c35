package dev.lodur.cluster.grpc;

import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/** Patterns of lines as messages and back; what no value can be made of is {@code INVALID_REQUEST}. */
final class PatternMessages {
    private PatternMessages() {}

    static dev.lodur.proto.PatternsRequest of(PatternsRequest request) {
        return dev.lodur.proto.PatternsRequest.newBuilder()
                .setTenant(request.tenant().id())
                .setSelector(request.selector())
                .setStartNanos(request.range().startNanos())
                .setEndNanos(request.range().endNanos())
                .setStepSeconds(request.stepSeconds())
                .build();
    }

    static PatternsRequest patterns(dev.lodur.proto.PatternsRequest message) {
        return new PatternsRequest(
                new Tenant(message.getTenant()),
                message.getSelector(),
                new TimeRange(message.getStartNanos(), message.getEndNanos()),
                message.getStepSeconds());
    }

    static dev.lodur.proto.PatternsReply of(PatternsReply reply) {
        dev.lodur.proto.PatternsReply.Builder message = dev.lodur.proto.PatternsReply.newBuilder();
        for (StreamPatterns stream : reply.streams()) {
            dev.lodur.proto.StreamPatterns.Builder patterns = dev.lodur.proto.StreamPatterns.newBuilder()
                    .setLabels(LineBytes.wrap(PackedLabels.encode(stream.labels())));
            stream.patterns().forEach(pattern -> patterns.addPatterns(of(pattern)));
            message.addStreams(patterns);
        }
        return message.build();
    }

    private static dev.lodur.proto.MinedPattern of(MinedPattern pattern) {
        dev.lodur.proto.MinedPattern.Builder message = dev.lodur.proto.MinedPattern.newBuilder()
                .setPattern(pattern.pattern())
                .setLevel(pattern.level());
        for (int i = 0; i < pattern.steps().length; i++) {
            message.addSteps(pattern.steps()[i]).addCounts(pattern.counts()[i]);
        }
        return message.build();
    }

    static PatternsReply patterns(dev.lodur.proto.PatternsReply message) {
        return new PatternsReply(
                message.getStreamsList().stream().map(PatternMessages::stream).toList());
    }

    private static StreamPatterns stream(dev.lodur.proto.StreamPatterns message) {
        byte[] labels = LineBytes.unwrap(message.getLabels());
        PackedLabels.check(labels, 0, labels.length);
        return new StreamPatterns(
                PackedLabels.decode(labels, 0, labels.length),
                message.getPatternsList().stream().map(PatternMessages::pattern).toList());
    }

    private static MinedPattern pattern(dev.lodur.proto.MinedPattern message) {
        int size = message.getStepsCount();
        if (message.getCountsCount() != size) {
            throw new LodurException(
                    ErrorCode.INVALID_REQUEST,
                    "a pattern has " + size + " times, but " + message.getCountsCount() + " counts");
        }
        int[] steps = new int[size];
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            steps[i] = message.getSteps(i);
            counts[i] = message.getCounts(i);
        }
        return new MinedPattern(message.getPattern(), message.getLevel(), steps, counts);
    }
}
