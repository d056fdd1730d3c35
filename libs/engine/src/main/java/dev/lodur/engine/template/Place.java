package dev.lodur.engine.template;

/** A part of a template that errors can point at. */
interface Place {
    /** Where it begins in the template's text, in characters. */
    int position();

    /** Its text as Go prints it. */
    String source();
}
