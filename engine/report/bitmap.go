package report

import "math/bits"

// chunkRows is how many rows a chunk holds: small enough to copy for one changed row, large enough for tight loops.
const chunkRows = 4096

// maskWords is the size of a mask in words.
const maskWords = chunkRows / 64

// mask has one bit for every row of a chunk.
type mask [maskWords]uint64

func (m *mask) set(row int, on bool) {
	if on {
		m[row>>6] |= 1 << (row & 63)
	} else {
		m[row>>6] &^= 1 << (row & 63)
	}
}

func (m *mask) has(row int) bool { return m[row>>6]>>(row&63)&1 == 1 }

func (m *mask) and(o *mask) {
	for i := range m {
		m[i] &= o[i]
	}
}

func (m *mask) or(o *mask) {
	for i := range m {
		m[i] |= o[i]
	}
}

func (m *mask) without(o *mask) {
	for i := range m {
		m[i] &^= o[i]
	}
}

func (m *mask) flip() {
	for i := range m {
		m[i] = ^m[i]
	}
}

func (m *mask) fill(on bool) {
	var word uint64
	if on {
		word = ^word
	}
	for i := range m {
		m[i] = word
	}
}

func (m *mask) empty() bool {
	for _, word := range m {
		if word != 0 {
			return false
		}
	}
	return true
}

func (m *mask) count() int {
	n := 0
	for _, word := range m {
		n += bits.OnesCount64(word)
	}
	return n
}

// each calls fn for every row of the mask, in order.
func (m *mask) each(fn func(row int)) {
	for w, word := range m {
		for word != 0 {
			fn(w<<6 | bits.TrailingZeros64(word))
			word &= word - 1
		}
	}
}
