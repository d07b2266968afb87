"""Makes pictures of every kind and shows what Pillow sees in them: pillow.py FOLDER COUNT [SEED].

Each is a file FOLDER/KIND-NUMBER; beside it KIND-NUMBER.seen: height, width, then RGB. A kind that this Pillow cannot make is left out.
"""
import io, random, struct, sys, zlib
import numpy as np
from PIL import Image, ImageOps

KINDS = {}


def kind(name):
    def add(make):
        KINDS[name] = make
        return make
    return add


# ---- what is shown

def content(rng, channels, side=70, least=1):
    """Smooth, noisy, blocky or all at once: h x w x channels of uint8."""
    h, w = rng.integers(least, side, 2)
    y, x = np.mgrid[0:h, 0:w]
    layers = []
    for _ in range(channels):
        a, b, c = rng.uniform(-4, 4, 3)
        smooth = 128 + 60 * np.sin(a * x / 9 + c) + 60 * np.cos(b * y / 9)
        noise = rng.integers(0, 256, (h, w))
        blocks = rng.integers(0, 256, (h // 5 + 1, w // 5 + 1)).repeat(5, 0).repeat(5, 1)[:h, :w]
        layers.append([smooth, noise, blocks, (smooth + blocks) / 2][rng.integers(4)])
    return np.clip(np.dstack(layers), 0, 255).astype(np.uint8)


def image(rng, mode, least=1):
    layers = content(rng, len(Image.new(mode, (1, 1)).getbands()), least=least)
    return Image.fromarray(layers[:, :, 0] if layers.shape[2] == 1 else layers, mode) if mode != "CMYK" \
        else Image.frombytes("CMYK", layers.shape[1::-1], layers.tobytes())


def saved(picture, form, **how):
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


# ---- JPEG

def jpeg(rng, mode="RGB", **how):
    return saved(image(rng, mode), "JPEG", **{"quality": int(rng.integers(60, 100)), **how})


def segments(data):
    """The segments before the first scan, and the rest."""
    at, found = 2, []
    while data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2:at + 4], "big")
        found.append(data[at:at + length])
        at += length
    return found, data[at:]


def joined(found, rest):
    return b"\xff\xd8" + b"".join(found) + rest


def without_application_segments(data):
    found, rest = segments(data)
    return joined([s for s in found if s[1] < 0xE0], rest)


def renamed(data, ids):
    """Components called otherwise, in the frame and in the scan of a baseline file."""
    found, rest = segments(without_application_segments(data))
    for i, s in enumerate(found):
        if s[1] in (0xC0, 0xC1, 0xC2):
            s = bytearray(s)
            for c, name in enumerate(ids):
                s[10 + 3 * c] = name
            found[i] = bytes(s)
    rest = bytearray(rest)
    for c, name in enumerate(ids):
        rest[5 + 2 * c] = name
    return joined(found, bytes(rest))


def with_segment(data, marker, body):
    return data[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + data[2:]


for name, sampling in {"4:4:4": 0, "4:2:2": 1, "4:2:0": 2}.items():
    kind("JPEG " + name)(lambda rng, s=sampling: jpeg(rng, subsampling=s))
    kind("JPEG progressive " + name)(lambda rng, s=sampling: jpeg(rng, subsampling=s, progressive=True))
kind("JPEG grey")(lambda rng: jpeg(rng, "L"))
kind("JPEG grey progressive")(lambda rng: jpeg(rng, "L", progressive=True))
kind("JPEG restart markers")(lambda rng: jpeg(rng, restart_marker_blocks=int(rng.integers(1, 5))))
kind("JPEG own tables")(lambda rng: jpeg(rng, optimize=True))
kind("JPEG stored as RGB")(lambda rng: jpeg(rng, keep_rgb=True))
kind("JPEG without JFIF")(lambda rng: without_application_segments(jpeg(rng)))
kind("JPEG without JFIF, components 0 1 2")(lambda rng: renamed(jpeg(rng, subsampling=int(rng.integers(3))), (0, 1, 2)))
kind("JPEG without JFIF, components R G B")(lambda rng: renamed(jpeg(rng, subsampling=0), b"RGB"))
kind("JPEG with JFIF, components R G B")(
    lambda rng: with_segment(renamed(jpeg(rng, subsampling=0), b"RGB"), 0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"))
kind("JPEG CMYK, Adobe")(lambda rng: jpeg(rng, "CMYK"))
kind("JPEG CMYK, no marker")(lambda rng: without_application_segments(jpeg(rng, "CMYK")))


@kind("JPEG YCCK, Adobe")
def ycck(rng):
    c = content(rng, 4)
    rgb = Image.fromarray(np.ascontiguousarray(c[:, :, :3]), "RGB").convert("YCbCr")
    data = saved(Image.frombytes("CMYK", rgb.size, (255 - np.dstack([np.asarray(rgb), c[:, :, 3]])).tobytes()), "JPEG", quality=90)
    at = data.index(b"Adobe")
    return data[:at + 11] + b"\x02" + data[at + 12:]


@kind("JPEG 4:4:0")
def standing(rng):
    import cv2
    c = content(rng, 3)
    return cv2.imencode(".jpg", c, [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x121111])[1].tobytes()


@kind("JPEG 4:1:1")
def quarter(rng):
    import cv2
    c = content(rng, 3)
    return cv2.imencode(".jpg", c, [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x411111])[1].tobytes()


def profile():
    """A matrix profile whose red is blue and whose curve is linear: whoever applies it shows another picture."""
    def fixed(*values):
        return b"".join(struct.pack(">i", round(v * 65536)) for v in values)
    primaries = {"rXYZ": (0.1431, 0.0606, 0.7141), "gXYZ": (0.3851, 0.7169, 0.0971), "bXYZ": (0.4361, 0.2225, 0.0139)}
    tags = {n.encode(): b"XYZ \0\0\0\0" + fixed(*v) for n, v in {**primaries, "wtpt": (0.9642, 1, 0.8249)}.items()}
    for n in (b"rTRC", b"gTRC", b"bTRC"):
        tags[n] = b"curv\0\0\0\0\0\0\0\0"
    tags[b"desc"] = b"desc\0\0\0\0\0\0\0\2x\0" + bytes(78)
    tags[b"cprt"] = b"text\0\0\0\0none"
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for n, v in tags.items():
        table += n + struct.pack(">II", at + len(body), len(v))
        body += v + bytes(-len(v) % 4)
    whole = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4sI4s4s4s", 128 + len(whole), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + fixed(0.9642, 1, 0.8249)
    return head + bytes(128 - len(head)) + whole


def with_profile(data, body):
    return with_segment(data, 0xE2, b"ICC_PROFILE\0\1\1" + body)


kind("JPEG with a profile")(lambda rng: with_profile(jpeg(rng), profile()))
kind("JPEG with a profile, grey")(lambda rng: with_profile(jpeg(rng, "L"), profile()))
kind("JPEG with a broken profile")(lambda rng: with_profile(jpeg(rng), rng.bytes(int(rng.integers(0, 400)))))
kind("JPEG with a profile of another kind")(lambda rng: with_profile(jpeg(rng, "CMYK"), profile()))
kind("JPEG with bytes too many before its end")(lambda rng: (lambda d: d[:-2] + bytes(int(rng.integers(1, 40))) + d[-2:])(jpeg(rng)))
kind("JPEG with bytes too many after its end")(lambda rng: jpeg(rng) + rng.bytes(int(rng.integers(1, 40))))


def exif(rng):
    tags = Image.Exif()
    tags[0x0112] = int(rng.integers(1, 9))
    tags[0x010F] = "a camera"
    return tags.tobytes()


kind("JPEG turned by Exif")(lambda rng: jpeg(rng, exif=exif(rng)))
kind("JPEG turned by XMP")(lambda rng: with_segment(
    jpeg(rng), 0xE1, b'http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="%d"/>' % rng.integers(1, 9)))


# ---- PNG

def png(h, w, bits, colour, rows, interlaced=False, extra=()):
    """Any PNG: rows is a function from a list of (y, x) rows to packed bytes."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)] \
        if interlaced else [(0, 0, 1, 1)]
    data = b""
    for top, left, down, right in passes:
        part = rows[top::down, left::right]
        if part.size:
            data += b"".join(b"\0" + packed(line, bits) for line in part)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, colour, 0, 0, interlaced)) \
        + b"".join(chunk(n, d) for n, d in extra) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def packed(line, bits):
    if bits == 16:
        return line.astype(">u2").tobytes()
    if bits == 8:
        return line.astype(np.uint8).tobytes()
    ones = (line.reshape(-1, 1) >> np.arange(bits - 1, -1, -1)) & 1
    return np.packbits(ones.astype(np.uint8)).tobytes()


COLOURS = {"grey": (0, 1), "RGB": (2, 3), "palette": (3, 1), "grey+alpha": (4, 2), "RGBA": (6, 4)}


def any_png(rng, colour, bits, interlaced=False, extra=()):
    number, samples = COLOURS[colour]
    c = content(rng, samples).astype(int)
    values = c * 256 + rng.integers(0, 256, c.shape) if bits == 16 else c >> (8 - bits)
    if colour == "palette":
        extra = (("PLTE".encode(), rng.bytes(3 << bits)),) + tuple(extra)
    return png(*c.shape[:2], bits, number, values, interlaced, extra)


DEPTHS = {"grey": (1, 2, 4, 8, 16), "RGB": (8, 16), "palette": (1, 2, 4, 8), "grey+alpha": (8, 16), "RGBA": (8, 16)}
for colour, depths in DEPTHS.items():
    for bits in depths:
        kind(f"PNG {colour}, {bits} bit")(lambda rng, c=colour, b=bits: any_png(rng, c, b))
    kind(f"PNG {colour}, interlaced")(lambda rng, c=colour, d=depths: any_png(rng, c, int(rng.choice(d)), True))

kind("PNG palette, transparent")(lambda rng: any_png(rng, "palette", 8, extra=[(b"tRNS", rng.bytes(int(rng.integers(1, 257))))]))
kind("PNG grey, one transparent")(lambda rng: any_png(rng, "grey", 8, extra=[(b"tRNS", struct.pack(">H", 100))]))
kind("PNG RGB, one transparent")(lambda rng: any_png(rng, "RGB", 8, extra=[(b"tRNS", struct.pack(">HHH", 100, 90, 80))]))
kind("PNG with gAMA")(lambda rng: any_png(rng, ["grey", "RGB"][rng.integers(2)], 8, extra=[(b"gAMA", struct.pack(">I", 100000))]))
kind("PNG with a profile")(lambda rng: any_png(rng, "RGB", 8, extra=[(b"iCCP", b"x\0\0" + zlib.compress(profile()))]))
kind("PNG with sBIT and bKGD")(lambda rng: any_png(rng, "RGB", 8, extra=[(b"sBIT", b"\5\6\5"), (b"bKGD", bytes(6))]))
kind("PNG turned by Exif")(lambda rng: any_png(rng, "RGB", 8, extra=[(b"eXIf", exif(rng)[6:])]))
kind("PNG as Pillow filters it")(lambda rng: saved(image(rng, ["L", "LA", "RGB", "RGBA"][rng.integers(4)]), "PNG"))


@kind("PNG of a mode of Pillow's")
def modes(rng):
    mode = ["1", "P", "I;16"][rng.integers(3)]
    base = image(rng, "RGB")
    if mode == "I;16":
        return saved(Image.fromarray(content(rng, 1)[:, :, 0].astype(np.uint16) * 257), "PNG")
    return saved(base.convert(mode), "PNG")


# ---- netpbm

def pnm(rng, channels, white):
    c = content(rng, channels).astype(int)
    values = c * white // 255
    return b"P%d\n%d %d\n%d\n" % (6 if channels == 3 else 5, c.shape[1], c.shape[0], white) \
        + values.astype(">u2" if white > 255 else np.uint8).tobytes()


for name, channels in {"PGM": 1, "PPM": 3}.items():
    kind(name)(lambda rng, c=channels: pnm(rng, c, 255))
    kind(name + ", another white")(lambda rng, c=channels: pnm(rng, c, int(rng.integers(1, 255))))
    kind(name + ", 16 bit")(lambda rng, c=channels: pnm(rng, c, int(rng.choice([256, 1023, 4095, 65535]))))


# ---- others

def bmp(h, w, bits, lines, palette=b"", masks=b""):
    """From the bottom; lines are padded to 4 bytes."""
    body = b"".join(line + bytes(-len(line) % 4) for line in reversed(lines))
    head = struct.pack("<IiiHHIIiiII", 40, w, h, 1, bits, 3 if masks else 0, len(body), 0, 0, len(palette) // 4, 0)
    return b"BM" + struct.pack("<IHHI", 14 + len(head + masks + palette + body), 0, 0, 14 + len(head + masks + palette)) \
        + head + masks + palette + body


def palette_bmp(rng):
    """Also grey ones that do not go from black to white."""
    bits = int(rng.choice([1, 4, 8]))
    c = content(rng, 1)[:, :, 0].astype(int) >> (8 - bits)
    colours = np.zeros((1 << bits, 4), np.uint8)
    colours[:, :3] = rng.integers(0, 256, (1 << bits, 3 if rng.integers(2) else 1))
    return bmp(*c.shape, bits, [packed(line, bits) for line in c], colours.tobytes())


def high_colour_bmp(rng):
    c = content(rng, 1)[:, :, 0].astype(int)
    values = c * 256 + rng.integers(0, 256, c.shape)
    masks = [b"", struct.pack("<III", 0xF800, 0x7E0, 0x1F)][rng.integers(2)]
    return bmp(*c.shape, 16, [line.astype("<u2").tobytes() for line in values], masks=masks)


kind("BMP")(lambda rng: saved(image(rng, ["RGB", "RGBA", "L"][rng.integers(3)]), "BMP"))
kind("BMP, palette")(palette_bmp)
kind("BMP, 16 bit")(high_colour_bmp)
kind("GIF")(lambda rng: saved(image(rng, "RGB", 5).convert("P"), "GIF"))
kind("GIF, transparent")(lambda rng: saved(image(rng, "RGB", 5).quantize(int(rng.integers(2, 200))), "GIF", transparency=1))
kind("GIF, moving")(lambda rng: (lambda one: saved(one, "GIF", save_all=True, append_images=[one.rotate(180)]))(image(rng, "RGB", 5)))
kind("GIF, interlaced")(lambda rng: saved(image(rng, "L", 5), "GIF", interlace=True))
kind("TIFF")(lambda rng: saved(image(rng, "RGB"), "TIFF", compression=["raw", "tiff_lzw", "tiff_deflate"][rng.integers(3)]))
kind("WebP, lossless")(lambda rng: saved(image(rng, ["RGB", "RGBA"][rng.integers(2)]), "WEBP", lossless=True, exact=True))
kind("WebP, lossy")(lambda rng: saved(image(rng, "RGB"), "WEBP", quality=int(rng.integers(50, 100))))
kind("AVIF")(lambda rng: saved(image(rng, "RGB"), "AVIF"))
kind("JPEG 2000")(lambda rng: saved(image(rng, "RGB"), "JPEG2000"))


def seen(data):
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if picture.mode.startswith("I"):  # Pillow would cut what is above 255
        top = 65535
        picture = Image.fromarray((np.asarray(picture).astype(np.int64) >> 8).astype(np.uint8))
    return np.asarray(picture.convert("RGB"))


def main(folder, count, seed=1):
    with open(folder + "/kinds", "w") as names:
        for number, (name, make) in enumerate(KINDS.items()):
            rng = np.random.default_rng([int(seed), number])
            try:
                make(np.random.default_rng(0))
            except (ImportError, KeyError, OSError) as absent:
                print(name, "cannot be made here:", absent, file=sys.stderr)
                continue
            names.write(f"{number}\t{name}\n")
            for i in range(int(count)):
                data = make(rng)
                shown = seen(data)
                with open(f"{folder}/{number}-{i}", "wb") as out:
                    out.write(data)
                with open(f"{folder}/{number}-{i}.seen", "wb") as out:
                    out.write(struct.pack(">II", *shown.shape[:2]) + shown.tobytes())


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
