package dev.lodur.app;

/**
 * One option of a command, written with one dash or two: {@code --tenant=a} or {@code --tenant a}.
 *
 * @param value what stands for its value in help texts; empty for a switch, which has none
 * @param text what it does
 */
public record CommandOption(String name, String value, String text) {
    /** Prints JSON instead of text. */
    public static final CommandOption JSON = switched("json", "print JSON, for scripts");

    static final CommandOption HELP = switched("help", "print this and end; also -h");

    /** An option that is there or not. */
    public static CommandOption switched(String name, String text) {
        return new CommandOption(name, "", text);
    }

    boolean isSwitch() {
        return value.isEmpty();
    }

    String usage() {
        return "  --" + (isSwitch() ? name : name + " " + value) + "  " + text;
    }
}
