package dev.lodur.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.logql.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTemplatesTest {
    @Test
    void aStageGivesItsTemplates() {
        Stage.LabelFormat format = new Stage.LabelFormat(
                List.of(new Stage.Rename("a", "b"), new Stage.Template("c", "{{.d}}"), new Stage.Template("e", "f")));

        assertThat(StageTemplates.of(format).keySet()).containsExactly("label:{{.d}}", "label:f");
        assertThat(StageTemplates.of(new Stage.LineFormat("{{.a}}")).keySet()).containsExactly("line:{{.a}}");
        assertThat(StageTemplates.of(new Stage.Decolorize())).isEmpty();
    }

    @Test
    void whatIsWrongNamesTheStage() {
        Stage.LabelFormat format = new Stage.LabelFormat(List.of(new Stage.Template("c", "{{.d")));

        assertThatThrownBy(() -> StageTemplates.of(new Stage.LineFormat("{{.a")))
                .hasMessageContaining("parse error : stage '| line_format \"{{.a\"' : invalid line template: ");
        assertThatThrownBy(() -> StageTemplates.of(format)).hasMessageContaining("invalid template for label 'c': ");
    }
}
