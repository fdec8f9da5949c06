package report

import (
	"math"
	"math/bits"
	"slices"

	"huiyin/engine/query"
)

// ordered numbers texts by their order: order by code, and the text at each place.
func ordered(texts []string) (order []uint32, sorted []string) {
	byOrder := make([]uint32, len(texts))
	for i := range byOrder {
		byOrder[i] = uint32(i)
	}
	slices.SortFunc(byOrder, func(a, b uint32) int { return query.CompareValues(texts[a], texts[b]) })
	order, sorted = make([]uint32, len(texts)), make([]string, len(texts))
	for place, code := range byOrder {
		order[code], sorted[place] = uint32(place), texts[code]
	}
	return order, sorted
}

// maxSpread is how many bits the sets of all cells may take before they become maps.
const maxSpread = 1 << 27

// distinct gathers which values there are: bits of dictionary codes while that is affordable, else a map.
type distinct struct {
	column int
	form   form
	sets   [][][]any
	domain int // texts: how many codes there are
	n      []int64
	bits   [][]uint64
	maps   []map[any]struct{}
}

func (a *distinct) fresh() accumulator {
	return &distinct{column: a.column, form: a.form, sets: a.sets, domain: a.domain}
}

func (a *distinct) grow(cells int) {
	a.n = grown(a.n, cells)
	if a.form == asTexts && cells*a.domain <= maxSpread {
		a.bits = grown(a.bits, cells)
		return
	}
	a.maps = grown(a.maps, cells)
	for cell, set := range a.bits {
		for w, word := range set {
			for ; word != 0; word &= word - 1 {
				a.put(cell, uint32(w<<6|bits.TrailingZeros64(word)))
			}
		}
	}
	a.bits = nil
}

func (a *distinct) put(cell int, v any) {
	if a.maps[cell] == nil {
		a.maps[cell] = map[any]struct{}{}
	}
	a.maps[cell][v] = struct{}{}
}

func (a *distinct) putCode(cell int, code uint32) {
	if a.bits == nil {
		a.put(cell, code)
		return
	}
	if a.bits[cell] == nil {
		a.bits[cell] = make([]uint64, (a.domain+63)/64)
	}
	a.bits[cell][code>>6] |= 1 << (code & 63)
}

func (a *distinct) add(c *chunk, cell *[chunkRows]uint32, rows *mask) {
	v := &c.cols[a.column]
	if a.form == asTexts {
		rows.each(func(row int) {
			if code := v.codes.at(row); code != 0 {
				a.n[cell[row]]++
				a.putCode(int(cell[row]), code)
			}
		})
		return
	}
	rows.each(func(row int) {
		to := int(cell[row])
		switch {
		case a.form == asSets:
			elements := a.sets[a.column][v.codes.at(row)]
			for _, e := range elements {
				a.put(to, e)
			}
			a.n[to] += int64(bit(len(elements) > 0))
		case !v.valid.has(row):
		case a.form == asNumbers:
			a.put(to, v.numbers[row])
			a.n[to]++
		case a.form == asMoments:
			a.put(to, v.moments[row])
			a.n[to]++
		default:
			a.put(to, v.flags.has(row))
			a.n[to]++
		}
	})
}

func (a *distinct) merge(to int, from accumulator, cell int) {
	other := from.(*distinct)
	a.n[to] += other.n[cell]
	if other.bits == nil {
		for v := range other.maps[cell] {
			if code, ok := v.(uint32); ok {
				a.putCode(to, code)
			} else {
				a.put(to, v)
			}
		}
		return
	}
	for w, word := range other.bits[cell] {
		for ; word != 0; word &= word - 1 {
			a.putCode(to, uint32(w<<6|bits.TrailingZeros64(word)))
		}
	}
}

func (a *distinct) result(cell int) (any, int64) {
	if a.bits == nil {
		return float64(len(a.maps[cell])), a.n[cell]
	}
	found := 0
	for _, word := range a.bits[cell] {
		found += bits.OnesCount64(word)
	}
	return float64(found), a.n[cell]
}

// quantile keeps every number and finds the one below which a share of them lies.
type quantile struct {
	column int
	at     float64
	factor float64
	values [][]float64
}

func (a *quantile) grow(cells int) { a.values = grown(a.values, cells) }
func (a *quantile) fresh() accumulator {
	return &quantile{column: a.column, at: a.at, factor: a.factor}
}

func (a *quantile) add(c *chunk, cell *[chunkRows]uint32, rows *mask) {
	v := &c.cols[a.column]
	found := *rows
	found.and(v.valid)
	found.each(func(row int) {
		to := &a.values[cell[row]]
		*to = append(*to, v.numbers[row])
	})
}

func (a *quantile) merge(to int, from accumulator, cell int) {
	a.values[to] = append(a.values[to], from.(*quantile).values[cell]...)
}

func (a *quantile) result(cell int) (any, int64) {
	list := a.values[cell]
	if len(list) == 0 {
		return nil, 0
	}
	return quantileOf(list, a.at) / a.factor, int64(len(list))
}

// quantileOf interpolates between the two numbers around (n-1)·at. It reorders list.
func quantileOf(list []float64, at float64) float64 {
	k := float64(len(list)-1) * at
	low := int(math.Floor(k))
	a := nth(list, low)
	if float64(low) == k {
		return a
	}
	b := slices.Min(list[low+1:])
	return a + (b-a)*(k-float64(low))
}

// nth puts the k-th smallest number into its place, with none smaller behind it and none greater before it.
func nth(list []float64, k int) float64 {
	low, high := 0, len(list)-1
	for rounds := 2 * bits.Len(uint(len(list))); low < high; rounds-- {
		if rounds == 0 { // the pivots were bad; sorting bounds the cost
			slices.Sort(list[low : high+1])
			break
		}
		i, j := partition(list, low, high)
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return list[k]
		}
	}
	return list[k]
}

// partition moves the smaller to [low, j] and the greater to [i, high], around the median of three.
func partition(list []float64, low, high int) (i, j int) {
	a, b, c := list[low], list[low+(high-low)/2], list[high]
	pivot := max(min(a, b), min(max(a, b), c))
	i, j = low, high
	for i <= j {
		for list[i] < pivot {
			i++
		}
		for list[j] > pivot {
			j--
		}
		if i <= j {
			list[i], list[j] = list[j], list[i]
			i++
			j--
		}
	}
	return i, j
}
