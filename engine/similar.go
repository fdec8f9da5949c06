package engine

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// sketchSize is how many bigram hashes find similar records: with texts that share three quarters of their
// bigrams, two sketches of 12 have nothing in common less than once in ten thousand.
const sketchSize = 12

// compared is how many letters and digits of a text are looked at.
const compared = 200

// Bigrams returns the hashes of the character bigrams in a text's first 200 letters and digits, sorted, distinct.
func Bigrams(text string) []uint32 {
	out := pairs(text, make([]uint32, 0, min(len(text), compared)))
	slices.Sort(out)
	return slices.Compact(out)
}

// pairs appends the hash (FNV-1a) of every two neighbouring letters or digits of a text, in lower case.
func pairs(text string, out []uint32) []uint32 {
	var before rune
	for n := 0; n < compared && text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		if !ideograph(r) {
			if r = unicode.ToLower(r); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
		}
		if n++; n > 1 {
			out = append(out, hashed(hashed(2166136261, before), r))
		}
		before = r
	}
	return out
}

// ideograph reports what is a letter without case, as most of what people write here is, without a look at the tables.
func ideograph(r rune) bool { return r >= '一' && r <= '龥' }

func hashed(h uint32, r rune) uint32 {
	if ideograph(r) { // three bytes, like everything above U+07FF
		h = (h ^ uint32(0xE0|r>>12)) * 16777619
		h = (h ^ uint32(0x80|r>>6&0x3F)) * 16777619
		return (h ^ uint32(0x80|r&0x3F)) * 16777619
	}
	var room [utf8.UTFMax]byte
	for _, b := range room[:utf8.EncodeRune(room[:], r)] {
		h = (h ^ uint32(b)) * 16777619
	}
	return h
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

// Likeness compares many texts with one: the share of bigrams two have in common (Sørensen–Dice coefficient), 0..1.
type Likeness struct {
	of   grams
	size int
	seen grams // of the text being compared
	room [compared]uint32
}

// NewLikeness prepares the text that others are compared with. A Likeness is for one goroutine.
func NewLikeness(text string) *Likeness {
	l := &Likeness{}
	for _, g := range pairs(text, l.room[:0]) {
		if l.of.add(g) {
			l.size++
		}
	}
	return l
}

// To returns how alike a text is, 0..1.
func (l *Likeness) To(text string) float64 {
	common, size := 0, 0
	l.seen = grams{}
	for _, g := range pairs(text, l.room[:0]) {
		if !l.seen.add(g) {
			continue
		}
		if size++; l.of.has(g) {
			common++
		}
	}
	if l.size == 0 || size == 0 {
		return 0
	}
	return 2 * float64(common) / float64(l.size+size)
}

// grams is a set of hashes with open addressing, large enough for those of one text.
type grams struct {
	slots [2 * slotted]uint32 // 0 is free
	zero  bool
}

// slotted is the power of two above the most bigrams a text has.
const slotted = 256

// find returns the slot of a hash that is not 0, or the free one where it would stand.
func (s *grams) find(g uint32) *uint32 {
	for i := g; ; i++ {
		slot := &s.slots[i%(2*slotted)]
		if *slot == g || *slot == 0 {
			return slot
		}
	}
}

// add reports whether the hash is new.
func (s *grams) add(g uint32) bool {
	if g == 0 {
		was := s.zero
		s.zero = true
		return !was
	}
	slot := s.find(g)
	was := *slot
	*slot = g
	return was == 0
}

func (s *grams) has(g uint32) bool {
	if g == 0 {
		return s.zero
	}
	return *s.find(g) == g
}
