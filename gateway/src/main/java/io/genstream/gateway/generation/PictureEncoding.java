package io.genstream.gateway.generation;

/** How a picture is written into a JSON answer, before base64. */
enum PictureEncoding {
    PNG,
    RAW
}
