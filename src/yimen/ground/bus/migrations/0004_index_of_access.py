"""What was said about who may come in is read by itself; an index of those few rows keeps that quick."""

from django.db import migrations

INDEX = """
CREATE INDEX journal_of_access ON journal (xid, position) WHERE type IN (
    'agencies.Appointed', 'agencies.OrganOpened', 'agencies.PostLeft', 'agencies.PostOpened',
    'api.ClientClosed', 'api.ClientOpened', 'api.ClientSecretChanged',
    'people.AccountClosed', 'people.AccountOpened', 'people.PasswordLinkGiven',
    'people.SecondFactorReset', 'people.SignInUnlocked'
)
"""


class Migration(migrations.Migration):
    dependencies = [("bus", "0003_beats_and_imprints")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX journal_of_access")]
