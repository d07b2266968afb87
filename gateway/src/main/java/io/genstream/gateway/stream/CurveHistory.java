package io.genstream.gateway.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Whole curves, one a key, each thinned evenly: when a curve is full, every second point goes, and from then on every second
 * point is kept. So any run, however long, is there from its first to its last point with at least half the limit of points.
 */
final class CurveHistory implements History {
    private final int curveLimit;
    private final int pointLimit;
    private final Map<String, Curve> curves = new LinkedHashMap<>();

    CurveHistory(int curveLimit, int pointLimit) {
        this.curveLimit = curveLimit;
        this.pointLimit = pointLimit;
    }

    @Override
    public void add(Frame frame) {
        if (frame.deleted()) {
            curves.remove(frame.key());
            return;
        }
        curves.computeIfAbsent(frame.key(), key -> new Curve()).add(frame, pointLimit);
        if (curves.size() > curveLimit) {
            Iterator<Curve> eldest = curves.values().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    @Override
    public void forEach(Consumer<Frame> visitor) {
        curves.values().forEach(curve -> curve.forEach(visitor));
    }

    private static final class Curve {
        private final List<Frame> points = new ArrayList<>();
        private Frame last;
        private long seen;
        private long stride = 1;

        void add(Frame frame, int limit) {
            last = frame;
            if (seen++ % stride != 0) {
                return;
            }
            points.add(frame);
            if (points.size() >= limit) {
                thin();
            }
        }

        private void thin() {
            List<Frame> kept = new ArrayList<>();
            for (int i = 0; i < points.size(); i += 2) {
                kept.add(points.get(i));
            }
            points.clear();
            points.addAll(kept);
            stride *= 2;
        }

        void forEach(Consumer<Frame> visitor) {
            points.forEach(visitor);
            if (last != points.get(points.size() - 1)) {
                visitor.accept(last);
            }
        }
    }
}
