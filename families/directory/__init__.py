"""What is nearby, in the form in which directories exchange it: Open Referral HSDS 3.0, in its UK profile (domain.md §6.1).

The standard: https://docs.openreferral.org/, and https://openreferraluk.org/ for the profile.
"""
