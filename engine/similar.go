package engine

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// sketchSize is how many bigram hashes find similar records: with texts that share three quarters of their
// bigrams, two sketches of 12 have nothing in common less than once in ten thousand.
const sketchSize = 12

// Bigrams returns the hashes of the character bigrams in a text's first 200 letters and digits, sorted, distinct.
func Bigrams(text string) []uint32 {
	runes := letters(text, 200)
	out := make([]uint32, 0, len(runes))
	for i := 0; i+1 < len(runes); i++ {
		h := fnv.New32a()
		_, _ = h.Write([]byte(string(runes[i : i+2])))
		out = append(out, h.Sum32())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Sketch returns the smallest bigram hashes of a text, the bottom-k sketch by which similar records are found:
// hashing keeps customers' words out of the index, and twelve entries keep writing cheap.
func Sketch(text string) []string {
	grams := Bigrams(text)
	if len(grams) > sketchSize {
		grams = grams[:sketchSize]
	}
	out := make([]string, len(grams))
	for i, g := range grams {
		out[i] = strconv.FormatUint(uint64(g), 36)
	}
	return out
}

// Similarity is the share of bigrams two texts have in common (Sørensen–Dice coefficient), 0..1.
func Similarity(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

func letters(text string, limit int) []rune {
	var out []rune
	for _, r := range strings.ToLower(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if out = append(out, r); len(out) == limit {
				break
			}
		}
	}
	return out
}
