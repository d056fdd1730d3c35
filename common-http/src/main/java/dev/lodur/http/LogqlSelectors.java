package dev.lodur.http;

import dev.lodur.config.SelectorCheck;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.LodurException;
import java.util.Optional;

/** Checks the selectors in the configuration as those of queries: by parsing them. */
public final class LogqlSelectors implements SelectorCheck {
    @Override
    public Optional<String> problem(String selector) {
        try {
            var _ = LogqlParser.parseSelector(selector);
            return Optional.empty();
        } catch (LodurException e) {
            return Optional.of(e.text());
        }
    }
}
