package dev.lodur.engine.template;

import dev.lodur.engine.template.Value.Text;
import dev.lodur.model.GoQuote;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/** Functions for other forms of texts: Base64 and the queries of URLs. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static List<Function> functions() {
        return List.of(
                Function.of(
                        "b64enc",
                        arguments -> new Text(Base64.getEncoder().encodeToString(GoText.bytes(arguments.text(0)))),
                        Kind.STRING),
                Function.of("b64dec", arguments -> new Text(GoBase64.decode(arguments.text(0))), Kind.STRING),
                Function.of("urlencode", arguments -> new Text(Printing.query(arguments.text(0))), Kind.STRING),
                Function.of("urldecode", arguments -> new Text(decoded(arguments.text(0))), Kind.STRING));
    }

    private static String decoded(String text) throws FunctionFailure {
        byte[] bytes = GoText.bytes(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            } else {
                out.write(escaped(bytes, i));
                i += 2;
            }
        }
        return GoText.text(out.toByteArray(), 0, out.size());
    }

    private static int escaped(byte[] bytes, int at) throws FunctionFailure {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            String wrong = GoText.text(bytes, at, Math.min(at + 3, bytes.length));
            throw new FunctionFailure("invalid URL escape " + GoQuote.quote(wrong));
        }
        return (high << 4) | low;
    }
}
