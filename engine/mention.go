package engine

import (
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// MentionMessage is the template key of messages to people who were mentioned in a comment; no definition can be
// called so, for it is no key.
const MentionMessage = "@mention"

// mention tells the people named in a comment, each in their language and whoever wrote it not.
func (d *decision) mention(c *Comment) {
	users := without(c.Mentions, d.who.ID)
	if len(users) == 0 {
		return
	}
	got, ok := d.ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: users})
	if !ok {
		return
	}
	order := effect.MessageOrder{Template: MentionMessage, Audience: "staff", Channels: []string{"in_app"}, About: c.ID}
	for _, p := range got.People {
		lang := p.Language
		if lang == "" {
			lang = d.app.Language()
		}
		facts := map[string]any{"by": d.who.Name, "title": d.rec.Title, "no": d.rec.No, "text": c.Excerpt}
		order.To = append(order.To, effect.Recipient{User: p.ID, Name: p.Name,
			Subject: problem.Sentence(lang, "mention.subject", facts), Body: problem.Sentence(lang, "mention.body", facts)})
	}
	if len(order.To) > 0 {
		d.emit(effect.Effect{ID: d.nextID(), Kind: effect.Message, Source: effect.Source{Kind: "person", Key: c.ID}, Message: &order})
	}
}
