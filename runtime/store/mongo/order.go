package mongo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"

	"huiyin/engine/query"
)

// order lets the server sort by rank and value of every field, which it computes for each match.
func (f *finder) order(ctx context.Context) error {
	computed, by := bson.D{}, bson.D{}
	for i, s := range f.q.Sort {
		order, direction := ascending, 1
		if s.Desc {
			order, direction = descending, -1
		}
		rank, value := sortKey("$"+storedPath(s.Field), order)
		computed = append(computed, bson.E{Key: fmt.Sprintf("r%d", i), Value: rank}, bson.E{Key: fmt.Sprintf("v%d", i), Value: value})
		by = append(by, bson.E{Key: rankName(i), Value: 1}, bson.E{Key: valueName(i), Value: direction})
	}
	steps := bson.A{op("$match", where(f.q.Where)), op("$addFields", is(orderName, computed))}
	if f.q.After != "" {
		values, id, _ := query.Position(f.q.Sort, f.q.After) // checked before
		steps = append(steps, op("$match", f.behind(0, values, id)))
	}
	steps = append(steps, op("$sort", append(by, bson.E{Key: "_id", Value: 1})), op("$limit", f.limit))
	if columns := f.columns(); columns != nil {
		steps = append(steps, op("$project", columns))
	}
	found, err := f.c.Aggregate(ctx, steps, options.Aggregate().SetAllowDiskUse(true))
	if err != nil {
		return err
	}
	f.hits, err = documents(ctx, found)
	return err
}

func rankName(i int) string { return fmt.Sprintf("%s.r%d", orderName, i) }

func valueName(i int) string { return fmt.Sprintf("%s.v%d", orderName, i) }

func literal(v any) bson.D { return op("$literal", v) }

// orNull is x, or null where x is missing.
func orNull(x any) bson.D { return op("$ifNull", bson.A{x, literal(nil)}) }

func cond(test, then, otherwise any) bson.D { return op("$cond", bson.A{test, then, otherwise}) }

// sortKey is the place of the kind of x in order, and x itself where its size matters. Kinds are told apart by their
// place in MongoDB's order: null, numbers, texts, objects, lists, booleans.
func sortKey(x string, order []int) (rank, value bson.D) {
	place := func(kind int) any {
		for i, k := range order {
			if k == kind {
				return literal(i)
			}
		}
		return literal(len(order))
	}
	chain := func(number, text, flag, object, empty any) bson.D {
		y := orNull(x)
		full := cond(op("$eq", bson.A{y, literal(true)}), flag, cond(op("$eq", bson.A{y, literal(false)}), flag,
			cond(op("$lt", bson.A{y, literal("")}), number, cond(op("$lt", bson.A{y, literal(bson.D{})}), text, object))))
		missing := op("$or", bson.A{op("$isArray", bson.A{x}), op("$eq", bson.A{y, literal(nil)}), op("$eq", bson.A{y, literal("")})})
		return cond(missing, empty, full)
	}
	none := literal(nil)
	return chain(place(numbers), place(texts), place(flags), place(objects), place(empties)), chain(x, x, x, none, none)
}

// behind holds for what comes after the cursor, all sort fields before i being equal.
func (f *finder) behind(i int, values []any, id string) bson.D {
	if i == len(f.q.Sort) {
		return is("_id", op("$gt", id))
	}
	order, compare := ascending, "$gt"
	if f.q.Sort[i].Desc {
		order, compare = descending, "$lt"
	}
	kind, rank := kindOf(values[i]), 0
	for order[rank] != kind {
		rank++
	}
	same := is(rankName(i), rank)
	later := []bson.D{is(rankName(i), op("$gt", rank))}
	if kind == objects || kind == empties {
		return some(append(later, all(same, f.behind(i+1, values, id)))...)
	}
	return some(append(later, all(same, is(valueName(i), op(compare, values[i]))),
		all(same, is(valueName(i), op("$eq", values[i])), f.behind(i+1, values, id)))...)
}

// parsePlain decodes a body and keeps every digit of its numbers.
func parsePlain(body []byte) (out map[string]any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	return out, d.Decode(&out)
}
