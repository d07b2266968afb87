package io.genstream.trainer.torchscript;

/** One method of a {@link ScriptLibrary}, as TorchScript source; made by {@link ScriptBuilder}. */
public record ScriptMethod(String name, String source) {}
