package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageOrderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "| json | a=\"1\" |= \"x\" # |= \"x\" | json | a=\"1\"",
                "| json |= \"x\" | logfmt != \"y\" # |= \"x\" != \"y\" | json | logfmt",
                "| decolorize |= \"x\" # |= \"x\" | decolorize",
                "| json | line_format \"{{.a}}\" |= \"x\" # | json | line_format \"{{.a}}\" |= \"x\"",
                "| unpack |= \"x\" | json |~ \"y\" # | unpack |= \"x\" |~ \"y\" | json",
                "| json |= \"x\" | line_format \"{{.a}}\" | logfmt |= \"y\""
                        + " # |= \"x\" | json | line_format \"{{.a}}\" |= \"y\" | logfmt",
            })
    void lineFiltersComeBeforeWhatLeavesTheLineAlone(String pipeline, String expected) {
        LogExpr query = (LogExpr) LogqlParser.parse("{app=\"web\"} " + pipeline);

        assertThat(StageOrder.of(query.stages()).stream().map(Object::toString).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
