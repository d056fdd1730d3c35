package dev.lodur.engine.template;

import dev.lodur.model.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where an execution of a template is: its variables, its place in the text, its costs. One thread, one execution. */
final class State {
    private final Template template;
    private final TemplateData data;
    private final Budget budget = new Budget();
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private String templateName;
    private Place place;
    private int base;

    State(Template template, TemplateData data, Place start) {
        this.template = template;
        this.data = data;
        this.templateName = template.name();
        this.place = start;
    }

    TemplateData data() {
        return data;
    }

    Map<String, Node.Block> templates() {
        return template.templates();
    }

    RegexCache regexes() {
        return template.regexes();
    }

    /** Marks what is looked at, for errors. */
    void at(Place now) {
        place = now;
    }

    void step() throws TemplateException {
        try {
            budget.step();
        } catch (FunctionFailure e) {
            throw failure(e.text());
        }
    }

    void enter() throws TemplateException {
        try {
            budget.enter();
        } catch (FunctionFailure e) {
            throw failure(e.text());
        }
    }

    void leave() {
        budget.leave();
    }

    Budget budget() {
        return budget;
    }

    void declare(String name, Value value) {
        names.add(name);
        values.add(value);
    }

    void assign(String name, Value value) throws TemplateException {
        values.set(indexOf(name), value);
    }

    Value variable(String name) throws TemplateException {
        return values.get(indexOf(name));
    }

    /** Sets the variable that was declared so many before the last one. */
    void setFromTop(int back, Value value) {
        values.set(values.size() - 1 - back, value);
    }

    private int indexOf(String name) throws TemplateException {
        for (int i = names.size() - 1; i >= base; i--) {
            if (names.get(i).equals(name)) {
                return i;
            }
        }
        throw failure("undefined variable: " + name);
    }

    int mark() {
        return names.size();
    }

    void backTo(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    /** What has to be put back when a template that was called ends. */
    record Caller(String templateName, int base, int mark) {}

    /** Goes into another template, in which only {@code $} is known. */
    Caller call(String name, Value dot) {
        Caller caller = new Caller(templateName, base, mark());
        templateName = name;
        base = mark();
        declare("$", dot);
        return caller;
    }

    void comeBack(Caller caller) {
        backTo(caller.mark());
        templateName = caller.templateName();
        base = caller.base();
    }

    TemplateException failure(String message) {
        String where = template.location(place.position()) + ": executing " + GoQuote.quote(templateName);
        return new TemplateException("template: " + where + " at <" + place.source() + ">: " + message);
    }
}
