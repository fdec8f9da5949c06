package report

import (
	"math"
	"slices"
	"sync"

	"huiyin/engine/query"
)

// Column declares one column of a table: Name is the document path its values come from, Kind and List decide how
// they are kept. Options have no meaning here.
type Column struct {
	Name string
	query.FieldShape
}

// form is how the values of a column are kept.
type form uint8

const (
	asTexts   form = iota // codes of a dictionary of texts
	asSets                // codes of a dictionary of lists: what is chosen together is mostly the same
	asNumbers             // float64
	asMoments             // moment
	asFlags               // two bits; objects have only the first
)

func (c Column) form() form {
	switch {
	case c.List:
		return asSets
	case c.Kind == query.KindNumber:
		return asNumbers
	case c.Kind == query.KindDatetime:
		return asMoments
	case c.Kind == query.KindBoolean, c.Kind == query.KindObject:
		return asFlags
	}
	return asTexts
}

// dictionary gives every distinct value of a column a code; 0 is the empty value. It only grows.
type dictionary struct {
	mu    sync.RWMutex
	index map[string]uint32
	texts []string // asTexts
	sets  [][]any  // asSets
	bytes int
}

func newDictionary(f form) *dictionary {
	d := &dictionary{index: map[string]uint32{}}
	if f == asSets {
		d.sets = [][]any{nil}
	} else {
		d.texts = []string{""}
	}
	return d
}

func (d *dictionary) find(key string) (uint32, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	code, ok := d.index[key]
	return code, ok
}

// text returns the code of a text, which is not empty.
func (d *dictionary) text(s string) uint32 {
	if code, ok := d.index[s]; ok {
		return code
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	code := uint32(len(d.texts))
	d.index[s], d.texts = code, append(d.texts, s)
	d.bytes += len(s) + 64
	return code
}

// set returns the code of a list of elements.
func (d *dictionary) set(elements []any) uint32 {
	if len(elements) == 0 {
		return 0
	}
	key := setKey(elements)
	if code, ok := d.index[key]; ok {
		return code
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	code := uint32(len(d.sets))
	d.index[key], d.sets = code, append(d.sets, slices.Clone(elements))
	d.bytes += 2*len(key) + 96 + 16*len(elements)
	return code
}

// setKey is a text that two lists have in common only when they are equal.
func setKey(elements []any) string {
	var b []byte
	for _, e := range elements {
		switch v := e.(type) {
		case string:
			b = append(b, 's')
			b = appendUint(b, uint64(len(v)))
			b = append(b, v...)
		case float64:
			b = append(b, 'n')
			b = appendUint(b, math.Float64bits(v))
		case bool:
			b = append(b, 'f')
			if v {
				b[len(b)-1] = 't'
			}
		default:
			b = append(b, 'o')
		}
	}
	return string(b)
}

func appendUint(b []byte, v uint64) []byte {
	for range 8 {
		b = append(b, byte(v))
		v >>= 8
	}
	return b
}

// codes are dictionary codes in the narrowest width that holds the largest of them.
type codes struct {
	u8  []uint8
	u16 []uint16
	u32 []uint32
}

func (c *codes) at(i int) uint32 {
	switch {
	case c.u32 != nil:
		return c.u32[i]
	case c.u16 != nil:
		return uint32(c.u16[i])
	}
	return uint32(c.u8[i])
}

func (c *codes) set(i int, code uint32) {
	c.widen(code)
	switch {
	case c.u32 != nil:
		c.u32[i] = code
	case c.u16 != nil:
		c.u16[i] = uint16(code)
	default:
		c.u8[i] = uint8(code)
	}
}

func (c *codes) push() {
	switch {
	case c.u32 != nil:
		c.u32 = append(c.u32, 0)
	case c.u16 != nil:
		c.u16 = append(c.u16, 0)
	default:
		c.u8 = append(c.u8, 0)
	}
}

func (c *codes) widen(code uint32) {
	if code > math.MaxUint8 && c.u16 == nil && c.u32 == nil {
		c.u16 = widened[uint8, uint16](c.u8)
		c.u8 = nil
	}
	if code > math.MaxUint16 && c.u32 == nil {
		c.u32 = widened[uint16, uint32](c.u16)
		c.u16 = nil
	}
}

func widened[From, To uint8 | uint16 | uint32](from []From) []To {
	out := make([]To, len(from), cap(from)+1)
	for i, v := range from {
		out[i] = To(v)
	}
	return out
}

func (c *codes) clone() codes {
	return codes{u8: slices.Clone(c.u8), u16: slices.Clone(c.u16), u32: slices.Clone(c.u32)}
}

func (c *codes) bytes() int { return cap(c.u8) + 2*cap(c.u16) + 4*cap(c.u32) }
