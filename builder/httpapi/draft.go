package httpapi

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// PartView is a definition in the list of an app's definitions.
type PartView struct {
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Title   string `json:"title"`
	Draft   int64  `json:"draft"`   // revision of the draft, 0 = as released
	Deleted bool   `json:"deleted"` // goes at the next publish
}

// DraftView is a definition under work.
type DraftView struct {
	Kind       string                 `json:"kind"`
	Key        string                 `json:"key"`
	Rev        int64                  `json:"rev"`
	Deleted    bool                   `json:"deleted"`
	Definition *definition.Definition `json:"definition"`
	By         Person                 `json:"by"`
	At         time.Time              `json:"at"`
}

func (d *API) draftView(c *fiber.Ctx, draft builder.Draft) DraftView {
	v := DraftView{Kind: draft.Kind, Key: draft.Key, Rev: draft.Rev, Deleted: draft.Deleted,
		By: Person{draft.By, d.host.NameOf(c, draft.By)}, At: draft.At}
	if !draft.Deleted {
		v.Definition = &draft.Definition
	}
	return v
}

func (d *API) definitions(c *fiber.Ctx) error {
	app := c.Params("app")
	b, _, err := d.Drafts.Bundle(c.UserContext(), app)
	if err != nil {
		return err
	}
	drafts, err := d.Drafts.List(c.UserContext(), app)
	if err != nil {
		return err
	}
	lang, under := d.host.Lang(c), map[string]int64{}
	out := []PartView{}
	for _, draft := range drafts {
		under[draft.Kind+"/"+draft.Key] = draft.Rev
		if draft.Deleted {
			title := draft.Key
			if current, ok := d.host.Apps.Get(app); ok {
				title = current.TitleOf(draft.Kind, draft.Key, lang)
			}
			out = append(out, PartView{Kind: draft.Kind, Key: draft.Key, Title: title, Draft: draft.Rev, Deleted: true})
		}
	}
	for _, def := range b.Definitions {
		out = append(out, PartView{Kind: def.Kind, Key: def.Key, Title: def.Title.In(lang), Draft: under[def.Kind+"/"+def.Key]})
	}
	return c.JSON(out)
}

// definition answers with the definition itself; ETag is the draft's revision, "0-7" when it is as release 7 has it. With
// ?released=true it is the one in force, null when none was published yet.
func (d *API) definition(c *fiber.Ctx) error {
	if c.QueryBool("released") {
		return d.released(c)
	}
	def, seen, ok, err := d.Drafts.Part(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"))
	if err != nil {
		return err
	}
	if !ok {
		return runtime.ErrGone
	}
	c.Set(fiber.HeaderETag, tag(seen))
	return c.JSON(def)
}

func (d *API) released(c *fiber.Ctx) error {
	def, ok, err := d.Drafts.Released(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"))
	if err != nil {
		return err
	}
	if !ok {
		return c.JSON(nil)
	}
	return c.JSON(def)
}

func tag(s builder.Seen) string {
	if s.Rev == 0 {
		return fmt.Sprintf(`"0-%d"`, s.Release)
	}
	return fmt.Sprintf(`"%d"`, s.Rev)
}

// seen reads what the caller has looked at, from If-Match.
func seen(c *fiber.Ctx) (s builder.Seen, err error) {
	if release, ok := strings.CutPrefix(c.Get(fiber.HeaderIfMatch), `"0-`); ok {
		if s.Release, err = strconv.Atoi(strings.TrimSuffix(release, `"`)); err != nil || s.Release < 0 {
			return s, problem.List{problem.New("request.malformed", "", "detail", "If-Match")}
		}
		return s, nil
	}
	s.Rev, err = httpapi.Match(c)
	return s, err
}

func (d *API) drafts(c *fiber.Ctx) error {
	list, err := d.Drafts.List(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	out := make([]DraftView, 0, len(list))
	for _, draft := range list {
		out = append(out, d.draftView(c, draft))
	}
	return c.JSON(out)
}

// saveDraft takes one definition as the body. If-Match is the ETag of what it was made from; absent, it must be the first
// draft.
func (d *API) saveDraft(c *fiber.Ctx) error {
	over, err := seen(c)
	if err != nil {
		return err
	}
	draft, problems, err := d.Drafts.Save(c.UserContext(), c.Params("app"), c.Body(), over, by(c))
	if err == nil && over.Rev == 0 && problems.Err() == nil { // not each time it is saved by itself
		d.note(c, "draft_started", draft.App, draft.Kind+"/"+draft.Key)
	}
	return d.saved(c, draft, d.told(c, problems), err)
}

// told puts what keeps the definition in the body from being kept into words, by the names that it gives its parts.
// Pointers stay those into the definition.
func (d *API) told(c *fiber.Ctx, list problem.List) problem.List {
	var def definition.Definition
	if len(list) == 0 || list.Has("draft.newer_exists") || json.Unmarshal(c.Body(), &def) != nil {
		return list
	}
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return list // which says it too
	}
	out := phrase.Faults(b, b.With(def), list.Under(def.Pointer()), d.host.Lang(c))
	for i := range out {
		out[i].Pointer = strings.TrimPrefix(out[i].Pointer, def.Pointer())
	}
	return out
}

func (d *API) deleteDefinition(c *fiber.Ctx) error {
	over, err := seen(c)
	if err != nil {
		return err
	}
	app, kind, key := c.Params("app"), c.Params("kind"), c.Params("key")
	if _, _, ok, err := d.Drafts.Part(c.UserContext(), app, kind, key); err != nil || !ok {
		if err == nil {
			err = runtime.ErrGone
		}
		return err
	}
	draft, problems, err := d.Drafts.Delete(c.UserContext(), app, kind, key, over, by(c))
	if err == nil && problems.Err() == nil {
		d.note(c, "definition_deleted", app, kind+"/"+key)
	}
	return d.saved(c, draft, problems, err)
}

func (d *API) saved(c *fiber.Ctx, draft builder.Draft, problems problem.List, err error) error {
	if err != nil {
		return err
	}
	if err := problems.Err(); err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, tag(builder.Seen{Rev: draft.Rev}))
	return c.JSON(d.draftView(c, draft))
}

func (d *API) discardDraft(c *fiber.Ctx) error {
	rev, err := httpapi.Match(c)
	if err != nil {
		return err
	}
	if err := d.Drafts.Discard(c.UserContext(), c.Params("app"), c.Params("kind"), c.Params("key"), rev, by(c)); err != nil {
		return err
	}
	d.note(c, "draft_discarded", c.Params("app"), c.Params("kind")+"/"+c.Params("key"))
	return c.SendStatus(fiber.StatusNoContent)
}

// check answers with every problem that publishing now would meet, warnings included.
func (d *API) check(c *fiber.Ctx) error {
	got, err := d.Drafts.Check(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"ok": got.Problems.Err() == nil, "problems": phrase.Faults(got.Was, got.Is, got.Problems, d.host.Lang(c))})
}

// publish publishes the drafts. expect is the release the publisher has seen as current, seen the revisions of the drafts
// that the changes were read with (without it, only one's own drafts can go out), migration what becomes of the records under way.
func (d *API) publish(c *fiber.Ctx) error {
	var in struct {
		Note      string                 `json:"note"`
		Expect    int                    `json:"expect"`
		Seen      map[string]int64       `json:"seen"`
		Migration runtime.MigrationOrder `json:"migration"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	r, problems, err := d.Drafts.Publish(c.UserContext(), c.Params("app"), builder.Reviewed{Release: in.Expect, Drafts: in.Seen}, by(c), in.Note, in.Migration)
	return d.published(c, "publish", in.Expect, r, problems, err)
}
