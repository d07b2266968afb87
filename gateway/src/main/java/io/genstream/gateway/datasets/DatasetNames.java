package io.genstream.gateway.datasets;

import io.genstream.gateway.datasets.DatasetException.Reason;
import java.util.regex.Pattern;

/** Which ids may be: a record's key in the log is {@code datasetId/recordId}. Stateless. */
public final class DatasetNames {
    private static final Pattern DATASET_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    /** Paths of files make good ids, so nearly all is allowed; controls and lone surrogates are not. */
    private static final Pattern RECORD_ID = Pattern.compile("[^\\p{C}]{1,200}");

    private static final Pattern SOURCE = Pattern.compile("[^\\p{C}]{1,1000}");

    private DatasetNames() {}

    public static void checkDatasetId(String datasetId) {
        if (datasetId == null || !DATASET_ID.matcher(datasetId).matches()) {
            throw new DatasetException(
                    Reason.BAD_DATASET_ID,
                    "datasetId '" + datasetId
                            + "' is not a name: letters, digits, dot, dash and underscore, 100 at most");
        }
    }

    public static void checkSource(String source) {
        if (source.isBlank() || !SOURCE.matcher(source).matches()) {
            throw new DatasetException(
                    Reason.BAD_RECORD_JSON, "source must be 1 to 1,000 printable characters, not '" + source + "'");
        }
    }

    public static void checkRecordId(String recordId) {
        if (recordId == null
                || recordId.isBlank()
                || !RECORD_ID.matcher(recordId).matches()) {
            throw new DatasetException(
                    Reason.BAD_RECORD_ID,
                    "A record of a data set needs a recordId of 1 to 200 printable characters, not '" + recordId + "'");
        }
    }
}
