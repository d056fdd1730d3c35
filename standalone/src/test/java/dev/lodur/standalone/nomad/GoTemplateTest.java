package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoTemplateTest {
    private final StandIns values = new StandIns(
            Map.of("NAME", "lodur", "EMPTY", ""),
            Map.of("a/key", "its value"),
            Map.of("mount/secret", Map.of("word", "say \"friend\"")),
            Map.of(
                    "web",
                    List.of(Map.of("Address", "10.0.0.1", "Port", 80), Map.of("Address", "10.0.0.2", "Port", 81)),
                    "none",
                    List.of()));

    @Test
    void valuesTakeThePlaceOfActions() {
        assertThat(render("a {{ env \"NAME\" }} b {{key \"a/key\"}}")).isEqualTo("a lodur b its value");
    }

    @Test
    void dashesTrimWhatStandsBesideThem() {
        assertThat(render("a:\n{{- with env \"NAME\" }}\n  {{ . }}\n{{- end }}\nb"))
                .isEqualTo("a:\n  lodur\nb");
        assertThat(render("a {{ env \"NAME\" -}}  \n b")).isEqualTo("a lodurb");
    }

    @Test
    void fieldsOfASecretAreReadAndQuoted() {
        assertThat(render("{{ with secret \"mount/secret\" }}{{ .Data.data.word | toJSON }}{{ end }}"))
                .isEqualTo("\"say \\\"friend\\\"\"");
        assertThat(render("{{ with secret \"mount/secret\" }}{{ .Data.data.other }}{{ end }}"))
                .isEqualTo("<no value>");
    }

    @Test
    void instancesOfAServiceAreRangedOver() {
        assertThat(render("{{ range service \"web\" }}{{ .Address }}:{{ .Port }} {{ end }}"))
                .isEqualTo("10.0.0.1:80 10.0.0.2:81 ");
        assertThat(render("{{ with service \"web\" }}{{ with index . 1 }}{{ .Port }}{{ end }}{{ end }}"))
                .isEqualTo("81");
    }

    @Test
    void emptyValuesTakeTheOtherBranch() {
        assertThat(render("{{ with env \"EMPTY\" }}a{{ else }}b{{ end }}")).isEqualTo("b");
        assertThat(render("{{ if service \"none\" }}a{{ else }}b{{ end }}c")).isEqualTo("bc");
    }

    @Test
    void whatNobodyKnowsIsAnError() {
        assertThatThrownBy(() -> render("{{ env \"OTHER\" }}")).hasMessageContaining("OTHER");
        assertThatThrownBy(() -> render("{{ plugin }}")).hasMessageContaining("plugin");
    }

    private String render(String template) {
        return GoTemplate.render(template, values);
    }
}
