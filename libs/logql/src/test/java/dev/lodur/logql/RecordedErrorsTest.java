package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedErrorsTest {
    static Stream<Recorded.Failure> failures() {
        // Templates are compiled by whoever runs them, so their mistakes are not the parser's to find.
        return Recorded.failures().stream().filter(failure -> !failure.message().contains("template"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void says_what_Loki_says(Recorded.Failure failure) {
        LodurException thrown = catchThrowableOfType(LodurException.class, () -> parse(failure));

        assertThat(thrown).isNotNull();
        assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_QUERY);
        assertThat(thrown.text()).isEqualTo(failure.message().strip());
    }

    private static void parse(Recorded.Failure failure) {
        switch (failure.kind()) {
            case "format" -> LogqlParser.parse(failure.query());
            case "query" -> LogqlParser.parseExecutable(failure.query());
            case "selector" -> LogqlParser.parseSelector(failure.query());
            default -> throw new IllegalArgumentException(failure.kind());
        }
    }
}
