package dev.lodur.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LabelSummaryTest {
    private static LabelSummary of(List<Labels> streams) {
        return LabelSummary.decode(LabelSummary.of(StreamTable.of(new ArrayList<>(new TreeSet<>(streams))))
                .encode());
    }

    @Test
    void leavesOutWhatCannotMatch() {
        LabelSummary summary = of(List.of(Labels.of("app", "web", "env", "prod"), Labels.of("app", "db")));

        assertThat(summary.mayEqual("app", "web")).isTrue();
        assertThat(summary.mayEqual("app", "x")).isFalse();
        assertThat(summary.mayEqual("app", "")).isFalse();
        assertThat(summary.mayEqual("env", "")).isTrue();
        assertThat(summary.mayEqual("none", "x")).isFalse();
        assertThat(summary.mayEqual("none", "")).isTrue();
        assertThat(summary.mayMatch("app", value -> value.startsWith("w"))).isTrue();
        assertThat(summary.mayMatch("app", value -> value.startsWith("x"))).isFalse();
        assertThat(summary.mayMatch("env", value -> !value.equals("prod"))).isTrue();
    }

    @Test
    void manyValuesAndNamesStaySmallAndSound() {
        List<Labels> streams = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            streams.add(Labels.of("a_pod", "pod-" + i, "name" + i % 80, "x"));
        }
        LabelSummary summary = of(streams);

        int wrong = 0;
        for (int i = 0; i < 700; i++) {
            assertThat(summary.mayEqual("a_pod", "pod-" + i)).isTrue();
            assertThat(summary.mayEqual("name" + i % 80, "x")).isTrue();
            wrong += summary.mayEqual("a_pod", "other-" + i) ? 1 : 0;
        }
        assertThat(wrong).isLessThan(35);
        assertThat(summary.mayMatch("a_pod", value -> false)).isTrue();
        assertThat(summary.encode().length).isLessThan(3000);
    }

    @Test
    void bytesThatAreNoSummaryAreRefused() {
        byte[] bytes = LabelSummary.of(StreamTable.of(List.of(Labels.of("app", "web"))))
                .encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> LabelSummary.decode(cut)).isInstanceOf(LodurException.class);
        }
        bytes[0] = 2;
        assertThatThrownBy(() -> LabelSummary.decode(bytes)).hasMessageContaining("version 2");
    }
}
