package io.genstream.standalone.planted.session;

import ai.onnxruntime.OrtSession;

/** Past the one door. */
public record OwnSession(OrtSession session) {}
