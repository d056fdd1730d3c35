package dev.lodur.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordedFormattingTest {
    static Stream<Recorded.Query> queries() {
        return Recorded.queries().stream();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void accepts_refuses_and_formats_as_Loki_does(Recorded.Query query) {
        if (query.valid()) {
            assertThat(PrettyPrinter.print(LogqlParser.parse(query.text()))).isEqualTo(query.formatted());
        } else {
            assertThatThrownBy(() -> LogqlParser.parse(query.text()))
                    .isInstanceOf(LodurException.class)
                    .hasMessageStartingWith("parse error");
        }
    }
}
