package io.genstream.trainer.recipe;

import java.util.List;

/**
 * One setting of a recipe.
 *
 * @param defaultValue as text, as a run command would give it
 * @param choices the allowed words of a {@link Type#CHOICE}, else empty
 */
public record Setting(String name, Type type, String defaultValue, List<String> choices, String description) {
    /** How the text is read and which range it must lie in. */
    public enum Type {
        COUNT("a whole number of at least 1") {
            @Override
            boolean accepts(String value) {
                return Long.parseLong(value) >= 1;
            }
        },
        /** Of what is multiplied into memory. */
        SIZE("a whole number from 1 to 1024") {
            @Override
            boolean accepts(String value) {
                long size = Long.parseLong(value);
                return size >= 1 && size <= 1024;
            }
        },
        SEED("a whole number of at least 0") {
            @Override
            boolean accepts(String value) {
                return Long.parseLong(value) >= 0;
            }
        },
        RATE("a finite number above 0") {
            @Override
            boolean accepts(String value) {
                double rate = Double.parseDouble(value);
                return rate > 0 && Double.isFinite(rate);
            }
        },
        /** Of a part of a loss, or the strength of something that 0 switches off. */
        WEIGHT("a finite number of at least 0") {
            @Override
            boolean accepts(String value) {
                double weight = Double.parseDouble(value);
                return weight >= 0 && Double.isFinite(weight);
            }
        },
        FRACTION("a number from 0 to below 1") {
            @Override
            boolean accepts(String value) {
                double fraction = Double.parseDouble(value);
                return fraction >= 0 && fraction < 1;
            }
        },
        TEXT("any text") {
            @Override
            boolean accepts(String value) {
                return true;
            }
        },
        CHOICE("one of the listed words") {
            @Override
            boolean accepts(String value) {
                return true;
            }
        };

        private final String meaning;

        Type(String meaning) {
            this.meaning = meaning;
        }

        abstract boolean accepts(String value);
    }

    public Setting {
        choices = List.copyOf(choices);
    }

    public static Setting of(String name, Type type, String defaultValue, String description) {
        return new Setting(name, type, defaultValue, List.of(), description);
    }

    public static Setting choice(String name, List<String> choices, String description) {
        return new Setting(name, Type.CHOICE, choices.get(0), choices, description);
    }

    public Setting withDefault(String value) {
        return new Setting(name, type, value, choices, description);
    }

    void check(String value) {
        if (!accepts(value)) {
            throw new InvalidSettingException("setting " + name + " is '" + value + "', must be " + allowed());
        }
    }

    /** What a value must be, for people. */
    public String allowed() {
        return choices.isEmpty() ? type.meaning : "one of " + String.join(", ", choices);
    }

    public boolean accepts(String value) {
        if (type == Type.CHOICE) {
            return choices.contains(value);
        }
        try {
            return type.accepts(value);
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
