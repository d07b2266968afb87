package io.genstream.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What the value of a recipe's setting may be. The trainer that offers a recipe, the gateway that takes an order and the command
 * line that writes one hold to the same rules.
 */
public enum SettingType {
    COUNT("a whole number of at least 1", whole(n -> n >= 1)),
    /** Of what is multiplied into memory. */
    SIZE("a whole number from 1 to 1024", whole(n -> n >= 1 && n <= 1024)),
    SEED("a whole number of at least 0", whole(n -> n >= 0)),
    RATE("a finite number above 0", number(x -> x > 0 && Double.isFinite(x))),
    /** Of a part of a loss, or the strength of something that 0 switches off. */
    WEIGHT("a finite number of at least 0", number(x -> x >= 0 && Double.isFinite(x))),
    FRACTION("a number from 0 to below 1", number(x -> x >= 0 && x < 1)),
    TEXT("any text", any -> true),
    CHOICE("one of the listed words", any -> true);

    private final String meaning;
    private final Predicate<String> rule;

    SettingType(String meaning, Predicate<String> rule) {
        this.meaning = meaning;
        this.rule = rule;
    }

    private static Predicate<String> whole(LongPredicate rule) {
        return value -> rule.test(Long.parseLong(value));
    }

    private static Predicate<String> number(DoublePredicate rule) {
        return value -> rule.test(Double.parseDouble(value));
    }

    /** Empty for a word that is of a later release. */
    public static Optional<SettingType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** @param choices the words of a {@link #CHOICE}, else empty */
    public boolean accepts(String value, List<String> choices) {
        try {
            return this == CHOICE ? choices.contains(value) : rule.test(value);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    /** What a value must be, for people. */
    public String allowed(List<String> choices) {
        return this == CHOICE ? "one of " + String.join(", ", choices) : meaning;
    }
}
