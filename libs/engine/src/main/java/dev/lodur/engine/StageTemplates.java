package dev.lodur.engine;

import dev.lodur.engine.template.Template;
import dev.lodur.logql.Stage;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Compiles the templates of a stage; what is wrong with one is said in Loki's words, which name the stage. */
final class StageTemplates {
    private StageTemplates() {}

    /** What a template is found by. */
    static String key(String name, String text) {
        return name + ':' + text;
    }

    static Map<String, Template> of(Stage stage) {
        Map<String, Template> templates = new LinkedHashMap<>();
        if (stage instanceof Stage.LineFormat(String text)) {
            templates.put(key("line", text), parse(stage, "invalid line template", "line", text));
        }
        if (stage instanceof Stage.LabelFormat format) {
            for (Stage.Target target : format.targets()) {
                if (target instanceof Stage.Template(String label, String text)) {
                    String what = "invalid template for label '" + label + "'";
                    templates.put(key("label", text), parse(stage, what, "label", text));
                }
            }
        }
        return templates;
    }

    private static Template parse(Stage stage, String what, String name, String text) {
        try {
            return Template.parse(name, text);
        } catch (LodurException e) {
            throw new LodurException(
                    ErrorCode.INVALID_QUERY, "parse error : stage '" + stage + "' : " + what + ": " + e.text(), e);
        }
    }
}
